"""Senses of how and where somebody is reached: devices, e-mail, phone, address."""

from needline.discover.roles import PERSONAL, Role
from needline.discover.schema import Family
from needline.discover.senses.sense import BLOB, JSON, NUMBER, OWNED, PEOPLE, Group, sense

SENSES = (
    # ── devices ────────────────────────────────────────────────────────────────────────────────────
    sense("an IP address", "user.device.ip_address", """
        ip, ip address, ip addr, ipaddr, ipaddress, ip adr, ip adresse, adresse ip, direccion ip, indirizzo ip,
        endereco ip, ip adres, adres ip, remote addr, remote address, remote ip, client ip, user ip, last ip,
        ipv4, ipv6, ip v4, ip v6, client address, client addr, host ip, source ip, x forwarded for, remote host,
        customer ip, signup ip, sign in ip, login ip, registration ip""", Family.ADDRESS, NUMBER, BLOB, roles=OWNED),
    sense("a device", "user.device", """
        user agent, useragent, browser, mac address, http user agent, agent string, client user agent, device name,
        device model, device details, device info, operating system, os name, os version""",
        Family.ADDRESS, JSON, roles=frozenset({*PERSONAL, Role.AUTH, Role.LOG, Role.UNKNOWN})),
    sense("a device", "user.device.device_id", """
        device id, deviceid, device token, device fingerprint, imei, udid, idfa, gaid, advertising id,
        push token, device uuid, browser fingerprint, fingerprint device, fcm token, apns token, cookie,
        cookie id, visitor cookie, hardware id, installation id, serial device""",
        Family.OTHER, roles=OWNED),
    # ── how somebody is reached ────────────────────────────────────────────────────────────────────
    sense("an e-mail address", "user.contact.email", """
        email, e mail, emails, email address, email addresses, emailaddress, mail, mail address, mailaddress,
        mailadresse, emailadresse, email adresse, e mail adresse, adresse email, adresse mail, adresse e mail,
        adresse electronique, courriel, correo, correo electronico, email contacto, indirizzo email, indirizzo mail,
        posta elettronica, endereco email, endereco de email, correio eletronico, adres email, adres e mail,
        email adres, e mailadres, emailadres, poczta, email recipients, recipient email, from email, to email,
        paypal email, email normalized, email addr, e mail addr, mail addr, eml""",
        JSON, roles=OWNED, group=Group.CONTACT, sure=0.92),
    sense("an e-mail address", "user.contact.email", """
        from, to, cc, bcc, reply to, recipients, recipient, to address, from address, to addresses,
        from addresses, cc address, bcc address, cc addresses, bcc addresses, cc list, sender, mail from,
        mail to, rcpt to, envelope from, envelope to, absender, empfanger, expediteur, destinataire, remitente,
        destinatario, mittente, afzender, ontvanger, nadawca, odbiorca, cc emails, address to, address from,
        delivered to, sender address, recipient address, in reply to address""", JSON,
        roles=frozenset({Role.TALK, Role.LOG}), sure=0.75),
    sense("a fax number", "user.contact.fax_number", """
        fax, fax number, fax no, telefax, faxnummer, faxnr, fax nr, telecopie, numero fax, faks""",
        NUMBER, roles=OWNED, group=Group.CONTACT),
    sense("a phone number", "user.contact.phone_number", """
        phone, phones, phone number, phonenumber, phone no, phone num, telephone, telephone number, tel, telno,
        tel no, tel number, mobile, mobile phone, mobile number, mobile no, mobilephone, cell, cell phone,
        cellphone, cell number, msisdn, home phone, work phone, daytime phone, evening phone, telefon,
        telefonnummer, telefonnr, telefon nr, tel nr, telnr, handy, handynummer, handynr, mobil, mobilnummer,
        mobilnr, mobilfunk, rufnummer, rufnr, mobiltelefon, festnetz, telefono, tlf, tfno, telf, movil,
        celular, telefono movil, telefono fijo, num telefono, numero telefono, telephone portable,
        tel portable, portable, numero telephone, num tel, tel fixe, tel mobile, cellulare, telefono cellulare,
        telefono fisso, cell num, telefone, telefone celular, telemovel, telefoon, telefoonnummer, telefoonnr,
        telnummer, mobiel, mobiele nummer, gsm, komorka, numer telefonu, nr telefonu, tel kom,
        telefon komorkowy, whatsapp, whatsapp number, phone ext, phone extension, caller id, caller number,
        callerid, calling number, called number, dialed number, from number, to number, ani, phone sanitized,
        sms number, customer phone, alternative phone""",
        NUMBER, JSON, roles=OWNED, group=Group.CONTACT, sure=0.92),
    sense("a phone number", "user.contact.phone_number", """
        from, to, number, destination, caller, callee, ani, dnis, numero, numero destino, numero origen,
        destino, origen, rufnummer, appelant, appele, chiamante, source, recipient, called, from phone,
        to phone, remote number""",
        NUMBER, roles=frozenset({Role.CALL}), sure=0.75),
    sense("a phone number", "user.contact.phone_number", "extension, ext, durchwahl, poste tel, interno, caller",
        NUMBER, roles=PEOPLE, sure=0.7),
    # ── where somebody lives ───────────────────────────────────────────────────────────────────────
    sense("a street address", "user.contact.address.street", """
        street, street address, street name, street line, street number, address, addresses, addr, address line,
        addressline, postal address, home address, full address, mailing address, residential address,
        complete address, permanent address, current address, house number, housenumber, house no, house num,
        hausnummer, hausnr, haus nr, strasse, str nr, strasse nr, strassenname, strasse hausnummer, anschrift,
        adresse, adresszeile, adresszusatz, adress zusatz, rue, numero rue, adresse postale, nom rue, voie,
        complement adresse, adresse complement, direccion, domicilio, calle, nombre calle, numero calle, num calle,
        direccion postal, indirizzo, via, numero civico, civico, endereco, rua, logradouro, bairro, complemento,
        morada, adres, straat, straatnaam, huisnummer, huisnr, huisnummer toevoeging, ulica, nr domu, numer domu,
        nr mieszkania, numer mieszkania, po box, pobox, postfach, boite postale, apartado postal, apartment, apt no,
        apartment number, flat number, piso, colonia, contact address, address text, formatted address, address 1,
        address 2, addr 1, addr 2, address lines""",
        NUMBER, JSON, roles=OWNED, group=Group.PLACE),
    sense("a line of an address", "user.contact.address.street", """
        line 1, line 2, line 3, line 4, line 5, address line 1, address line 2, linea 1, ligne 1, ligne 2,
        search text, suite, building, block, floor, unit, apartment, landmark, stairs, door, zusatz, escalera,
        puerta, portal, street 2""",
        roles=frozenset({Role.ADDRESS}), group=Group.PLACE, company=True),
    sense("a postal code", "user.contact.address.postal_code", """
        zip, zip code, zipcode, post code, postcode, postal code, postalcode, postal, plz, postleitzahl,
        code postal, codepostal, codigo postal, codigopostal, cod postal, cp, c p, cap, cep, kod pocztowy,
        post nr, postnummer, pincode, zip 4, zip postal code""",
        NUMBER, roles=PERSONAL | {Role.ORGANISATION}, group=Group.PLACE, company=True),
    sense("a town", "user.contact.address.city", """
        city, town, suburb, locality, city name, home town, hometown, ort, wohnort, ortsteil, stadt, ville, commune,
        localite, nom ville, ciudad, localidad, poblacion, municipio, citta, comune, localita, cidade, localidade,
        plaats, woonplaats, stad, gemeente, miasto, miejscowosc, neighborhood, neighbourhood, district""",
        roles=frozenset({Role.PERSON, Role.STAFF, Role.ADDRESS, Role.ORGANISATION}), group=Group.PLACE, company=True),
    sense("a state or region", "user.contact.address.state", """
        state, region, province, county, state code, state name, state province, region code, bundesland, kanton,
        departement, provincia, provincie, estado, comunidad autonoma, wojewodztwo, prefecture, uf, gouvernorat""",
        roles=frozenset({Role.ADDRESS}), group=Group.PLACE, company=True),
    sense("a country", "user.contact.address.country", """
        country, country code, countrycode, country name, country iso, iso country, country id, land,
        landescode, lander code, pays, code pays, pais, paese, kraj, codigo pais, landcode, nation,
        country iso code""",
        roles=frozenset({Role.PERSON, Role.STAFF, Role.ADDRESS, Role.ORGANISATION}), group=Group.PLACE, company=True),
    sense("a place on the map", "user.location.precise", """
        latitude, longitude, lat, lng, lon, geolocation, gps, gps coordinates, coordinates, geo point, lat lng,
        geom, geocode, partner latitude, partner longitude, coordinates lat, coordinates long, breitengrad,
        langengrad""",
        NUMBER, Family.OTHER, JSON, roles=PERSONAL | {Role.LOG, Role.AUTH, Role.UNKNOWN}),
    sense("a place", "user.location", "location, geo location, location details, whereabouts, last location",
        JSON, roles=PEOPLE),
)  # fmt: skip
