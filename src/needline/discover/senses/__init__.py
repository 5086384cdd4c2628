"""What the words of a column's name mean: the lexicon of the finder, strongest sense first.

A `Sense` lists phrases in English, German, French, Spanish, Italian, Portuguese, Dutch and Polish, the values that
it can have (`Family`), and the tables in which its words do mean it. Categories are Fides keys. The order matters: a
`reset_password_token` is a secret before it is a password, and a `user_ip` an address of a device before it is a
user's name.
"""

from needline.discover.senses import doings, persons, reached, secrets
from needline.discover.senses.sense import Group, Sense
from needline.discover.tokens import listed, vocabulary

__all__ = ["ABOUT", "COMPANYS", "KNOWN", "LONGEST", "SENSES", "SOMEBODYS", "STRANGERS", "Group", "Sense"]

SENSES = (*secrets.SENSES, *persons.SENSES, *reached.SENSES, *doings.SENSES)

# ── words around a sense ───────────────────────────────────────────────────────────────────────────
# Of these the name is about the value, not the value: email_verified, phone_type, password_changed_at.
ABOUT = listed("""
    verified confirmed valid validated validation count counts num type kind status id ids at on flag is has can
    enabled disabled allow allowed required optin opt consent subscribed unsubscribed bounced bounce sent
    template format policy expiry expires expired changed updated created modified domain field label length
    size attempts attempt failed failures limit version response check checked result position host port ssl
    folder interval class group category mime charset frequency notification notifications reminder reminders
    preference preferences setting settings visible hidden show hide required regex pattern mask dir directory
    server protocol method provider index max min days hours minutes interval display sort row rows lookup
    geprueft bestatigt verifiziert anzahl gultig aktiv verifie valide nombre_de verificado validado verificato
    geverifieerd bevestigd zweryfikowany potwierdzony channel digest option options logo plan quota source
    policy_id step message messages subject body text html content title description reason queue tracking
    opened clicked clicks opens locked lock confirmation verification ticket order_by code
""")
# Of these the value is somebody's, whatever the table.
SOMEBODYS = listed("""
    billing bill ship shipping delivery mailing home customer client user contact guest author sender recipient
    owner holder employee patient requester submitter caller payer payee beneficiary private personal other
    emergency person member subscriber visitor applicant buyer cardholder counterparty debtor creditor insured
    spouse cust usr agent kunde kunden rechnung liefer lieferung rechnungs empfanger absender inhaber
    facturation livraison facturacion envio cliente clientes fatturazione spedizione klant factuur lever bezorg
    klient wysylki individual passenger seller assignee reporter staff poster invoice from to legal current old
    new alternate alternative secondary supplied work primary second main first last full real preferred
    complete
""")
# Of these even in a table of the company's own set-up.
STRANGERS = listed("""
    customer client patient guest author sender recipient payer payee beneficiary requester submitter caller
    visitor applicant buyer cardholder counterparty kunde kunden cliente clientes clienti klant klient
""")
# The company's own: support_email, sender_domain of a shop's settings.
COMPANYS = listed("""
    support noreply notify notification system server company mailbox imap smtp pop box site
""")

LONGEST = 5
KNOWN = (vocabulary(*(sense.words for sense in SENSES)) | ABOUT | SOMEBODYS | COMPANYS) - frozenset(["o", "d", "p"])
