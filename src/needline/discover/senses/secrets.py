"""Senses of what lets somebody in, pays, or proves who somebody is."""

from needline.discover.roles import PERSONAL, Role
from needline.discover.schema import Family
from needline.discover.senses.sense import ANYWHERE, BLOB, DATE, JSON, KEPT, NUMBER, OWNED, Group, sense

SENSES = (
    # ── nobody's ───────────────────────────────────────────────────────────────────────────────────
    sense("nothing personal", "", """
        ship via, shipped via, sent via, total excl tax, total excluding tax, net total, file name, host name,
        domain name, brand name, product name, token type, token count, prompt tokens, completion tokens,
        email template, mail template, tax code, tax class, country of origin, race condition, response code,
        cvv response, cvv response code, avs response, key name, hash type, pass rate, title case,
        state machine, email type""",
        *Family, roles=ANYWHERE),
    # ── secrets ────────────────────────────────────────────────────────────────────────────────────
    sense("a secret", "system.authentication", """
        reset password token, password reset token, password reset code, reset token, reset code, access token,
        refresh token, api key, apikey, api secret, api token, secret key, secret, client secret, private key,
        session key, session token, session data, session id hash, auth token, auth key, authentication token,
        remember token, confirmation token, activation key, activation token, activation code, activation hash,
        verification token, verification code, invitation token, otp secret, otp, totp, totp secret,
        two factor secret, mfa secret, backup codes, recovery codes, recovery code, webhook secret, hmac token,
        pubsub token, persistence token, perishable token, unlock token, csrf token, csrf, signup token,
        single access token, oauth token, bearer token, bearer, ssh key, signing key, encryption key, token,
        tokens, jwt, salt, password salt, nonce, credentials, credential, one time code, security stamp,
        app key, magic link, encrypted otp secret, login token, jeton, ficha acceso, auth secret, consumer key,
        consumer secret, license key""",
        Family.OTHER, BLOB, JSON, roles=KEPT),
    sense("a secret", "system.authentication", "key, code, hash, sid, session, session id, data, value, digest",
        BLOB, JSON, roles=frozenset({Role.AUTH}), sure=0.75),
    sense("the answer to a security question", "user.authorization.credentials", """
        security answer, secret answer, security question, secret question, mother maiden name, mothers maiden name,
        memorable word, pin, pin code, pin hash, pin block, telephone pin, sicherheitsfrage, geheimfrage,
        reponse secrete, question secrete, pregunta secreta, respuesta secreta, password hint, passcode,
        tan, security code word, code word""",
        NUMBER, roles=PERSONAL | {Role.AUTH}),
    sense("a password", "user.authorization.password", """
        password, passwd, passwort, kennwort, mot de passe, motdepasse, mdp, contrasena, contrasenia, clave acceso,
        senha, wachtwoord, haslo, pwd, pass, passphrase, password hash, password digest, encrypted password,
        crypted password, hashed password, pass hash, user pass, haslo hash, passwort hash, userpass, pass word,
        parola ordine, old password, previous password""",
        BLOB, roles=KEPT, sure=0.9),
    # ── money ──────────────────────────────────────────────────────────────────────────────────────
    sense("a payment card", "user.financial.credit_card", """
        card number, cardnumber, credit card number, credit card, creditcard, cc number, ccnum, cc num,
        ccnumber, pan, card no, card num, masked pan, card type, cc type, card brand, card expiry, card exp,
        card expiration, cvv, cvc, cvv2, cvc2, csc, card verification, card verification value, last four,
        last4, last 4, last digits, card last4, card last, card last 4, card last four, cc last 4, exp month,
        exp year, expiry month, expiry year, expiration month, expiration year, card token, card fingerprint,
        cc expires, cc exp, cc cvv, cc cid, kartennummer, kreditkarte, kreditkartennummer, kreditkartennr,
        karten nr, kartennr, prufziffer karte, numero carte, carte bancaire, numero carte bancaire, num carte,
        carte bleue, numero tarjeta, tarjeta credito, tarjeta, num tarjeta, numero carta, numero carta credito,
        carta credito, numero cartao, cartao credito, kaartnummer, creditcardnummer, numer karty, nr karty,
        primary account number, payment card""",
        NUMBER, DATE, roles=OWNED),
    sense("a payment card", "user.financial.credit_card", """
        number, expiry date, expiry, expires, expiration, expiration date, month, year, brand, last digits,
        expires on, valid until, gueltig bis, gultig bis, fingerprint, scheme, network, valid thru, numero,
        vencimiento, scadenza, issuer, verification value, caducidad""",
        NUMBER, DATE, roles=frozenset({Role.CARD}), sure=0.75),
    sense("a bank account", "user.financial.bank_account", """
        iban, bank account, bank account number, bankaccount, account number, account no, acct no, acct num,
        acct number, accountno, accountnumber, acc no, acc number, sort code, sortcode, routing number, aba number,
        bic, swift, bic swift, swift code, bsb, ifsc, ifsc code, kontonummer, kontonr, konto nr, konto no, blz,
        bankleitzahl, rib, numero compte, numero de compte, compte bancaire, num compte, cuenta bancaria,
        numero cuenta, numero de cuenta, num cuenta, ccc, clabe, conta bancaria, numero conta, numero conto,
        conto corrente, coordinate bancarie, rekeningnummer, bankrekening, bankrekeningnummer, numer konta,
        numer rachunku, nr rachunku, nr konta, counterparty iban, counterparty account, mandate reference,
        mandatsreferenz, bank account holder, bankverbindung, acct, domiciliation bancaire, codice iban, kontonr""",
        NUMBER, roles=OWNED - {Role.AUTH}),
    # ── numbers that the state gave ────────────────────────────────────────────────────────────────
    sense("a passport", "user.government_id.passport_number", """
        passport, passport number, passport no, passport num, reisepass, reisepassnummer, passnummer,
        reisepass nr, passeport, numero passeport, num passeport, passport id, pasaporte, numero pasaporte,
        passaporto, numero passaporto, passaporte, paspoort, paspoortnummer, paszport, numer paszportu,
        passnr""", NUMBER, group=Group.PERSON),
    sense("a driving licence", "user.government_id.drivers_license_number", """
        driver license, drivers license, driver licence, driving licence, driving license, driver license number,
        drivers license number, driving licence number, licence number, license number, license no, dl number,
        driver lic no, fuhrerschein, fuehrerschein, fuhrerscheinnummer, fuhrerschein nr, permis conduire,
        permis de conduire, numero permis, carnet conducir, licencia conducir, licencia de conducir, patente guida,
        rijbewijs, rijbewijsnummer, prawo jazdy""", NUMBER, roles=PERSONAL, group=Group.PERSON),
    sense("a vehicle", "user.government_id.vehicle_registration", """
        license plate, licence plate, plate number, number plate, plate no, vehicle registration,
        registration plate, reg no, vin, vehicle identification number, kennzeichen, kfz kennzeichen,
        immatriculation, matricula vehiculo, targa, kenteken, numer rejestracyjny""", roles=OWNED),
    sense("a number that the state gave", "user.government_id.national_identification_number", """
        ssn, ssnid, ssn id, social security number, social security no, social security,
        social insurance number, national id, national id number, national identifier, national identification,
        national identification number, national insurance number, national insurance no, national insurance,
        ni number, nino, nin, tax id, tax number, taxid, tax no, tax identification number, tax identifier,
        tin, taxpayer id, vat number, vat id, vat, vat no, vat reg no, identity number, id card,
        id card number, id card no, idcard, identity card, identity document, identity document number,
        id document, id document number, id number, id doc number, id doc no, document number, government id,
        gov id, personal number, personal id number, personnummer, personal identification number,
        personalausweis, personalausweisnummer, personalausweis nr, ausweis, ausweisnummer, ausweisnr,
        ausweis nr, perso nr, steuernummer, steuernr, steuer nr, steuer id, steuerid,
        steueridentifikationsnummer, ust id, ustid, ust id nr, umsatzsteuer id, sozialversicherungsnummer,
        svnr, sv nummer, sv nr, rentenversicherungsnummer, rvnr, numero securite sociale, num secu,
        numero secu, nir, securite sociale, num securite sociale, no secu, numero fiscal, num fiscal,
        carte identite, numero carte identite, cni, piece identite, num tva, tva intracom, dni, nif, nie, cif,
        nif cif, dni nif, curp, rfc, rut, cedula, documento identidad, numero documento, num documento,
        nro documento, seguridad social, num seguridad social, nss, cpf, cnpj, cpf cnpj, rg, codice fiscale,
        codicefiscale, cod fiscale, cf, partita iva, piva, p iva, bsn, burgerservicenummer, sofinummer,
        btw nummer, pesel, nip, regon, dowod, numer dowodu, dowod osobisty, nr dowodu, aadhaar, aadhar, ein,
        ssn last4, ssn last 4, ssn last four, ssn4""",
        NUMBER, roles=OWNED - {Role.FILE, Role.LOG, Role.AUTH}, group=Group.PERSON),
)  # fmt: skip
