"""Senses of what somebody earns, buys, does and shows."""

from needline.discover.roles import PERSONAL, Role
from needline.discover.senses.sense import BLOB, DATE, JSON, MONEY, NUMBER, OWNED, PEOPLE, sense

SENSES = (
    # ── money of somebody ──────────────────────────────────────────────────────────────────────────
    sense("money of a person", "user.financial", """
        salary, wage, income, annual income, monthly income, household income, net worth, gehalt, lohn, einkommen,
        jahreseinkommen, salaire, revenu, revenus, revenu annuel, sueldo, salario, ingresos, ingreso mensual,
        ingresos anuales, stipendio, reddito, reddito annuo, renda, salaris, inkomen, pensja, wynagrodzenie, dochod,
        credit score, credit rating, creditworthiness, bonitat, schufa, schufa score, scoring, source of funds,
        source of wealth, annual revenue person, credit limit, kreditlimit, available credit, outstanding balance,
        account balance, kontostand, kontosaldo, paid salary, base salary, hourly rate, bonus""",
        NUMBER, roles=PERSONAL | {Role.UNKNOWN, Role.ORGANISATION}),
    sense("money of a person", "user.financial", """
        balance, available balance, current balance, saldo, solde, amount, betrag, montant, importe, importo, valor,
        bedrag, kwota, reference, payment reference, purpose, partner reference, gateway reference,
        transaction amount, net amount, gross amount, principal, outstanding, overdraft, overdraft limit, arrears""",
        NUMBER, roles=MONEY, sure=0.75),
    sense("what somebody bought", "user.behavior.purchase_history", """
        total, grand total, total amount, order total, invoice total, total price, amount total,
        total incl tax, gesamtbetrag, gesamtsumme, rechnungsbetrag, summe, importe total, montant total,
        montant ttc, total ttc, totale, importo totale, valor total, totaal, totaalbedrag, kwota brutto, suma,
        total including tax, total sum""",
        NUMBER, roles=frozenset({Role.ORDER}), sure=0.8),
    sense("what somebody bought", "user.behavior.purchase_history", """
        total spent, lifetime value, amount spent, total spend, total revenue customer,
        customer lifetime value, ltv, purchase history, last purchase, last order total, order history,
        total orders value""",
        NUMBER, roles=PERSONAL | {Role.UNKNOWN}),
    # ── what somebody does ─────────────────────────────────────────────────────────────────────────
    sense("when somebody was there", "user.behavior", """
        last login, last login at, last seen, last seen at, last sign in at, last sign in, current sign in at,
        last visit, last logged in, last active, last active at, lastlogin, last visited, letzter login,
        letzte anmeldung, derniere connexion, dernier acces, ultimo acceso, ultimo login, ultimo accesso,
        last logon, laatste login, ostatnie logowanie, last connection, last access, last login date,
        last login time, last activity at""",
        DATE, NUMBER, roles=PEOPLE | {Role.AUTH}, sure=0.75),
    sense("what somebody looked for", "user.behavior.search_history",
        "search query, search term, search terms, query",
        roles=frozenset({Role.PERSON}), sure=0.75),
    sense("pages somebody visited", "user.behavior.browsing_history", """
        referer, referrer, landing page, page url, visited url, visited pages, initiated from, request url,
        referring site""", JSON, roles=frozenset({*PERSONAL, Role.UNKNOWN}) - {Role.STAFF,
        Role.ORGANISATION}, sure=0.6),
    sense("a profile elsewhere", "user.social", """
        twitter, facebook, linkedin, instagram, skype, telegram, xing, github, tiktok, twitter handle,
        twitter username, facebook id, twitter id, social profile, social profiles, linkedin url, facebook url,
        skype id, skype name, telegram id, whatsapp id, facebook psid, wechat, jabber, icq""",
        JSON, NUMBER, roles=PEOPLE),
    sense("somebody's page", "user.contact.url", """
        website, web site, homepage, home page, web, url, web page, site web, blog, pagina web, sito web, user url,
        author url, comment author url, personal site, webseite, internetseite""",
        roles=PEOPLE | {Role.REVIEW}, sure=0.7),
    sense("somebody's page", "user.contact.url", "author url, comment author url, author website, user url",
        roles=OWNED, sure=0.85),
    sense("a picture of somebody", "user.biometric", """
        photo, photo path, photo url, portrait, selfie, face id, face image, passport photo, id photo,
        profile photo, profile picture, picture, foto, passbild, lichtbild, photograph, ritratto, zdjecie""",
        BLOB, JSON, roles=PEOPLE),
    sense("a picture of somebody", "user.content.self_image", "avatar, avatar url, image, image url, gravatar, bild",
        BLOB, roles=PEOPLE, sure=0.6),
    sense("biometrics", "user.biometric", """
        fingerprint, biometric, biometrics, biometric template, face template, faceprint, voiceprint, voice print,
        iris, retina, face embedding, fingerabdruck, empreinte digitale, huella dactilar, signature image""",
        BLOB, JSON, roles=PERSONAL | {Role.AUTH, Role.UNKNOWN} - {Role.CARD}),
)  # fmt: skip
