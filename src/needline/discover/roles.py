"""What a table is, by its name: the last word that says it decides, for that is where a name's noun stands.

A prefix of a product (`spree_`, `wp_`, `helpdesk_`) therefore only counts where nothing after it does. Words are
those of English, German, French, Spanish, Italian, Portuguese, Dutch and Polish.
"""

from enum import StrEnum

from needline.discover.tokens import phrases, singular, vocabulary, words


class Role(StrEnum):
    """What the rows of a table are."""

    PERSON = "people"
    STAFF = "staff"
    ORGANISATION = "organisations"
    ADDRESS = "addresses"
    CARD = "payment cards"
    BANK = "bank accounts"
    PAYMENT = "payments"
    ORDER = "orders"
    TALK = "messages and cases"
    CALL = "calls"
    REVIEW = "reviews"
    LOG = "a log"
    AUTH = "sign-in"
    FILE = "files"
    HOUSE = "the company's own set-up"
    LOOKUP = "a lookup"
    GOODS = "goods and pages"
    UNKNOWN = "a table"


PERSONAL = frozenset({Role.PERSON, Role.STAFF, Role.ADDRESS, Role.CARD, Role.BANK, Role.PAYMENT, Role.ORDER,
    Role.TALK,
                      Role.CALL, Role.REVIEW})  # fmt: skip
IMPERSONAL = frozenset({Role.HOUSE, Role.LOOKUP, Role.GOODS})

_WORDS = {
    Role.PERSON: """
        user, customer, client, contact, person, people, member, subscriber, patient, guest, visitor, lead,
        prospect, passenger, beneficiary, insured, policyholder, student, pupil, citizen, applicant, candidate,
        borrower, resident, donor, attendee, participant, profile, buyer, cardholder, shareholder, driver,
        individual, party, requester, submitter, enduser, household, traveller, tenant person, recipient,
        dependent, dependant, kyc, kunde, kunden, benutzer, personen, mitglied, mitglieder, interessent,
        interessenten, ansprechpartner, versicherte, versicherter, versicherten, patienten, kontakt, kontakte,
        teilnehmer, utilisateur, adherent, abonne, personne, cliente, usuario, persona, socio, contacto,
        paciente, abonado, utente, utenti, persone, contatto, contatti, clienti, paziente, pazienti, pessoa,
        contato, klant, klanten, gebruiker, gebruikers, persoon, lid, leden, contactpersoon, klient, klienci,
        uzytkownik, uzytkownicy, osoba, osoby, pacjent, pacjenci""",
    Role.STAFF: """
        employee, staff, agent, worker, technician, teacher, doctor, physician, nurse, admin user, mitarbeiter,
        angestellte, employe, salarie, empleado, trabajador, dipendente, dipendenti, funcionario, empregado,
        medewerker, medewerkers, werknemer, pracownik, pracownicy, sales rep""",
    Role.ORGANISATION: """
        supplier, vendor, partner, company, organisation, organization, shipper, carrier, lieferant, lieferanten,
        firma, firmen, unternehmen, fournisseur, entreprise, societe, proveedor, empresa, fornitore, fornitori,
        azienda, aziende, fornecedor, leverancier, leveranciers, bedrijf, bedrijven, dostawca, dostawcy, firmy""",
    Role.ADDRESS: """
        address, email address, phone, telephone, adresse, adressen, anschrift, anschriften, direccion, direcciones,
        domicilio, indirizzo, indirizzi, endereco, adres, adresy, addr""",
    Role.CARD: """
        card, credit card, creditcard, bank card, payment method, karte, karten, kreditkarte, kreditkarten, carte,
        tarjeta, carta credito, cartao, cartoes, kaart, kaarten, karta, karty""",
    Role.BANK: """
        bank account, bank detail, konto, konten, compte, cuenta, conto, conti, conta, rekening, rekeningen,
        rachunek, rachunki, loan, mortgage, kredit, kredite, pret, prestamo, prestito, lening, deposit,
        portfolio, darlehen, mandate, bankverbindung, bankverbindungen, savings""",
    Role.PAYMENT: """
        payment, transaction, transfer, zahlung, zahlungen, uberweisung, uberweisungen, umsatz, umsatze,
        paiement, virement, pago, transferencia, transaccion, movimiento, pagamento, pagamenti, bonifico,
        betaling, betalingen, transactie, platnosc, platnosci, przelew, przelewy, payout, refund, charge,
        ledger entry, store credit, standing order, direct debit""",
    Role.ORDER: """
        order, invoice, basket, cart, checkout, purchase, sale, booking, reservation, shipment, shipping, delivery,
        subscription, policy, claim, contract, rental, quote, appointment, trip, bestellung, bestellungen, auftrag,
        auftrage, rechnung, rechnungen, lieferung, vertrag, vertrage, commande, facture, panier, livraison, contrat,
        pedido, factura, envio, contrato, reserva, ordine, ordini, fattura, fatture, contratto, spedizione, fatura,
        bestelling, bestellingen, factuur, facturen, levering, zamowienie, zamowienia, faktura, faktury, umowa,
        umowy, termin, termine, cita, rendez vous, opportunity, quotation, return""",
    Role.TALK: """
        ticket, communication, message, email, mail, comment, note, followup, follow up, conversation, chat,
        thread, case, issue, inquiry, enquiry, incident, complaint, notification, alert, letter, interaction,
        reply, response, task, activity, invitation, memo, correspondence, feedback, transcript, recording,
        csat, survey, ticket article, discussion, support request, newsletter, sendout, draft, thread entry,
        forum post, dispute, anfrage, anfragen, nachricht, nachrichten, beschwerde, beschwerden, vorgang,
        vorgange, gesprach, gesprache, notiz, notizen, bemerkung, demande, reclamation, courrier, mensaje,
        reclamacion, reclamaciones, consulta, incidencia, nota, messaggio, messaggi, reclamo, reclami,
        segnalazione, mensagem, mensagens, chamado, bericht, berichten, klacht, klachten, gesprek, melding,
        meldingen, wiadomosc, wiadomosci, zgloszenie, zgloszenia, skarga""",
    Role.CALL: """
        call, phone call, call log, cti, cti log, cdr, voicemail, sms, anruf, anrufe, telefonat, telefonate, appel,
        llamada, chiamata, chiamate, chamada, telefoongesprek, rozmowa, polaczenie""",
    Role.REVIEW: """
        review, rating, testimonial, bewertung, bewertungen, avis, resena, recensione, recensioni, avaliacao,
        beoordeling, opinie""",
    Role.LOG: """
        log, audit, history, version, revision, change, trail, activity log, protokoll, protokolle, historie,
        journal, historique, historial, bitacora, registro, storico, logboek, dziennik, syslog, snapshot, tracking""",
    Role.AUTH: """
        session, token, password, credential, confirmation, verification, reset, api key, otp, signup code,
        invitation code, login, sign in, oauth, sitzung, passwort, mfa, authenticator, authentication, passkey,
        jwt, device, password reset, sesion, sessione, sessao, sessie, sesja""",
    Role.FILE: """
        attachment, upload, file, document, anhang, anhange, dokument, dokumente, datei, dateien, piece jointe,
        fichier, adjunto, documento, archivo, allegato, allegati, documenti, anexo, bijlage, bijlagen, zalacznik,
        zalaczniki, blob, chunk""",
    Role.HOUSE: """
        queue, inbox, mailbox, channel, store, shop, branch, warehouse, site, office, team, department, desk,
        group, tenant, config, configuration, server, integration, webhook, hook, application, app, standort,
        standorte, filiale, filialen, filiali, lager, abteilung, agence, magasin, entrepot, sucursal, tienda,
        almacen, negozio, magazzino, loja, filial, winkel, vestiging, sklep, oddzial, stock location, provider,
        gateway, calendar, bot, setting, system, email account, smtp, ldap, parameter, location, terminal,
        bank, platform, plugin, exclusion""",
    Role.LOOKUP: """
        type, kind, status, state, category, class, role, permission, privilege, country, region, currency,
        language, locale, tag, label, genre, unit, method, rule, priority, level, field, form, filter,
        saved search, schedule, holiday, territory, demographic, migration, typ, typen, art, kategorie,
        kategorien, land, lander, categorie, pays, categoria, tipo, pais, paise, paesi, paese, stato, soort,
        kategoria, kategorie, rodzaj, kraj, range, condition, benefit, tax, rate, zone, translation, sequence,
        schema, content type, sla, trigger, automation, workflow, option, city, stadt, ville, ciudad, code,
        enum, statut, city list, bin, custom field, form field, working hour, step, stage, series, province,
        provincia""",
    Role.GOODS: """
        product, goods, catalogue, catalog, sku, variant, stock, inventory, album, track, artist, playlist, media,
        film, movie, book, article, artikel, produkt, produkte, produit, producto, prodotto, prodotti, produto,
        produkty, page, flat page, faq, kb, knowledge, solution, offer, voucher, coupon, discount, promotion,
        campaign, banner, attribute, price, recipe, menu, course, news, blog, gift card, image, topic, help topic,
        post, asset, merchandise, articulo, articolo, artigo, towar""",
}  # fmt: skip
_MODELS = phrases(
    "template, macro, canned, preset, snippet, boilerplate, vorlage, vorlagen, modele, plantilla, sample"
)
_KINDS = phrases("type, tipo, tipos, tipi, categorie, categoria, categorias, statut, etat, estado, stato, soort, art")
_SILENT = phrases("""
    line, item, value, detail, position, link, relation, map, join, entry, data, record, result, list, main,
    tbl, tab, table, base, info, ref, rel, account, meta, metadata, property, custom, core, lookup, event,
    source, raw, view, archive, old, new, extra, stat, helpdesk, billing, checklist, wishlist, membership,
    field value, custom field value, form entry, form value, attribute value, custom value, search, cdata,
    preference, wishlist, shared, join, flat, stg, dim, fact, und, and, res, header, kopf, pos, positionen,
    zeile, ligne, linea, riga, linha, regel""")  # fmt: skip
_ROLE = {phrase: role for role, listed in _WORDS.items() for phrase in phrases(listed)}
KNOWN = vocabulary(_ROLE, _MODELS, _KINDS, _SILENT)


def role(table: str) -> Role:
    """The role of a table by its name alone.

    >>> role("helpdesk_ticketcustomfieldvalue").name, role("Kundenadressen").name, role("customer_type").name
    ('TALK', 'ADDRESS', 'LOOKUP')
    """
    there = tuple(singular(word) if (word,) not in _ROLE else word for word in words(table, KNOWN))
    if any((word,) in _MODELS for word in there) or (len(there) > 1 and (there[0],) in _KINDS):
        return Role.LOOKUP
    return _last(there)


def _last(there: tuple[str, ...]) -> Role:
    """The role that the last word or phrase with one gives, the longest phrase first."""
    for length in range(min(3, len(there)), 0, -1):
        phrase = there[-length:]
        if phrase in _ROLE:
            return _ROLE[phrase]
        if phrase in _SILENT:
            return _last(there[:-length])
    return _last(there[:-1]) if there else Role.UNKNOWN


def mentions(table: str, sought: Role) -> bool:
    """Whether any word of the table's name has this role."""
    there = (singular(word) if (word,) not in _ROLE else word for word in words(table, KNOWN))
    return any(_ROLE.get((word,)) is sought for word in there)
