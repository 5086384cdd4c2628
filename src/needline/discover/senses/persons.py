"""Senses of who somebody is: birth, body, belief and health, names, and work."""

from needline.discover.roles import PERSONAL, Role
from needline.discover.senses.sense import ANYWHERE, DATE, JSON, NUMBER, OWNED, PEOPLE, Group, sense

SENSES = (
    # ── who somebody is ────────────────────────────────────────────────────────────────────────────
    sense("a date of birth", "user.demographic.date_of_birth", """
        birth date, birthdate, date of birth, birthday, dob, born, born on, birth, birth year, year of birth, bdate,
        date birth, birth day, birth month, birth dt, d o b, geburtsdatum, gebdatum, geb datum, gebdat, geb dat,
        geburtstag, geburts datum, geburt, geb, date naissance, naissance, date de naissance, datenaissance, ddn,
        nee le, dt naissance, fecha nacimiento, fecha de nacimiento, fechanacimiento, fec nac, fec nacimiento, fnac,
        f nacimiento, nacimiento, fecha nac, data nascita, data di nascita, datanascita, nascita, dt nascita,
        data nascimento, data de nascimento, dt nascimento, nascimento, geboortedatum, geboorte datum, geb dtm,
        data urodzenia, urodzenia, dt urodzenia, person birthdate""",
        DATE, NUMBER, roles=OWNED | {Role.HOUSE}, group=Group.PERSON, sure=0.92),
    sense("a place of birth", "user.demographic", """
        birth place, birthplace, place of birth, birth city, birth country, city of birth, country of birth,
        geburtsort, geburtsland, lieu naissance, lieu de naissance, lugar nacimiento, lugar de nacimiento,
        luogo nascita, luogo di nascita, local nascimento, naturalidade, geboorteplaats, geboorteland,
        miejsce urodzenia, nationality, nationalities, citizenship, nationalitat, staatsangehorigkeit,
        staatsburgerschaft, nationalite, nacionalidad, nazionalita, cittadinanza, nacionalidade, nationaliteit,
        obywatelstwo, narodowosc, education, education level""", roles=OWNED, group=Group.PERSON),
    sense("gender or form of address", "user.demographic.gender", """
        gender, sex, salutation, title of courtesy, courtesy title, honorific, geschlecht, anrede, civilite, sexe,
        sexo, genero, tratamiento, sesso, genere, geslacht, aanhef, plec, pronouns, gender code, name title,
        name prefix, titel, titre, titolo, tratamento, titulo cortesia""",
        NUMBER, roles=PERSONAL | {Role.UNKNOWN}, sure=0.8),
    sense("marital status", "user.demographic.marital_status", """
        marital status, civil status, family status, maritalstatus, familienstand, etat civil, situation familiale,
        situation matrimoniale, estado civil, stato civile, burgerlijke staat, stan cywilny, marital""", NUMBER),
    sense("ethnicity", "user.demographic.race_ethnicity", """
        ethnicity, race, ethnic group, ethnic origin, ethnie, etnia, raza, razza, raca, etniciteit""",
        NUMBER, roles=PERSONAL | {Role.UNKNOWN}),
    sense("religious belief", "user.demographic.religious_belief", """
        religion, religious belief, faith, denomination, konfession, religionszugehorigkeit, religione, religiao,
        godsdienst, wyznanie""", NUMBER, roles=PERSONAL | {Role.UNKNOWN}),
    sense("sexual orientation", "user.demographic.sexual_orientation", """
        sexual orientation, sexuality, sexuelle orientierung, orientation sexuelle, orientacion sexual,
        orientamento sessuale""", NUMBER),
    sense("political opinion", "user.demographic.political_opinion", """
        political opinion, political party, party affiliation, political affiliation, parteizugehorigkeit""", NUMBER),
    sense("trade union membership", "user.demographic", "union membership, trade union, syndicat",
        NUMBER),
    sense("an age", "user.demographic.age_range", """
        age, age range, age group, alter, altersgruppe, edad, eta, idade, leeftijd, wiek""", NUMBER, roles=PEOPLE),
    sense("a criminal record", "user.criminal_history", """
        criminal record, criminal history, conviction, convictions, vorstrafen, casier judiciaire,
        antecedentes penales, casellario""", NUMBER, JSON, roles=PERSONAL | {Role.UNKNOWN}),
    sense("health", "user.health_and_medical", """
        diagnosis, diagnoses, diagnosis code, diagnose, diagnosen, diagnostic, medical history,
        medical condition, medical conditions, medical notes, medication, medications, prescription, allergy,
        allergies, blood type, blood group, disability, disabilities, disabled, disease, illness, symptoms,
        icd, icd10, icd code, pregnant, pregnancy, vaccination, health status, health condition, health notes,
        dietary requirements, sick note, krankheit, krankheiten, blutgruppe, allergien, medikament,
        medikamente, befund, behinderung, schwerbehindert, krankmeldung, diagnostico, enfermedad, enfermedades,
        grupo sanguineo, alergias, medicacion, discapacidad, maladie, groupe sanguin, antecedents medicaux,
        traitement medical, handicap, malattia, patologia, gruppo sanguigno, allergie, doenca, ziekte,
        aandoening, bloedgroep, choroba, grupa krwi, alergie, rozpoznanie""",
        NUMBER, JSON, roles=OWNED),
    sense("a health insurance number", "user.health_and_medical.insurance_beneficiary_id", """
        health insurance number, health insurance id, insurance member id, medicare number, nhs number, nhs no,
        krankenkasse, krankenversicherung, krankenversicherungsnummer, kvnr, versichertennummer,
        krankenkassennummer, mutuelle, numero mutuelle, tarjeta sanitaria, tessera sanitaria, zorgverzekering,
        health insurance, health insurer""", NUMBER),
    sense("a medical record", "user.health_and_medical.record_id", """
        mrn, medical record number, medical record no, medical record, patient number, patient no,
        numero historia clinica, historia clinica""", NUMBER),
    # ── names ──────────────────────────────────────────────────────────────────────────────────────
    sense("a user name", "user.account.username", """
        username, user name, login, login name, loginname, user login, nickname login, benutzername, benutzer name,
        benutzerkennung, anmeldename, nom utilisateur, identifiant, identifiant connexion, nombre usuario,
        nombre de usuario, usuario login, nome utente, nome usuario, nome de usuario, gebruikersnaam,
        nazwa uzytkownika, screen name, screenname, handle, user handle, account name login, logon name, logon,
        user nicename, nicename, sam account name, user principal name, upn, login id, userid login""",
        roles=OWNED - {Role.FILE}, sure=0.88),
    sense("a user name", "user.account.username", "user, uid, userid, usuario, utente, gebruiker, benutzer, nick",
        roles=frozenset({Role.PERSON, Role.AUTH, Role.LOG}), sure=0.7),
    sense("a first name", "user.name.first", """
        first name, firstname, fname, given name, givenname, given names, forename, forenames, first names,
        middle name, middlename, middle names, middle initial, vorname, vornamen, rufname, zweiter vorname,
        prenom, prenoms, nombre pila, primer nombre, segundo nombre, nombres, nome proprio, primo nome,
        primeiro nome, voornaam, voornamen, voorletters, roepnaam, imie, imiona, drugie imie, f name""",
        roles=ANYWHERE, group=Group.PERSON, sure=0.93),
    sense("a last name", "user.name.last", """
        last name, lastname, lname, surname, family name, familyname, maiden name, birth name, nachname,
        familienname, zuname, geburtsname, nom famille, nom de famille, nom usage, nom naissance,
        nom jeune fille, apellido, apellidos, primer apellido, segundo apellido, apellido 1, apellido paterno,
        apellido materno, cognome, sobrenome, apelido, ultimo nome, achternaam, tussenvoegsel, geboortenaam,
        nazwisko, nazwisko panienskie, second name, l name, previous name, alias name""",
        roles=ANYWHERE, group=Group.PERSON, sure=0.93),
    sense("a person's name", "user.name", """
        full name, fullname, real name, legal name person, contact name, contact person, contactperson,
        person name, customer name, client name, member name, patient name, employee name, guest name,
        visitor name, holder name, cardholder, card holder, cardholder name, card holder name, name on card,
        embossed name, account holder, account holder name, account owner, kontoinhaber, karteninhaber,
        inhaber, titular, titulaire, beneficiary name, payee name, payer name, recipient name, sender name,
        author name, ship name, ship to name, bill to name, billing name, shipping name, delivery name,
        agent name, caller name, owner name, counterparty name, counterparty, spouse name, partner name person,
        emergency contact, emergency contact name, next of kin, passenger name, insured name, signatory,
        poster, poster name, display name user, nickname, nick name, known as, preferred name, name first last,
        applicant name, requester name, requestor, submitter name, submitter, assignee name, user full name,
        user display name, comment author, author, reporter, kundenname, name kunde, voller name,
        vollstandiger name, name vorname, vor und nachname, vorname nachname, ansprechpartner,
        ansprechpartner name, nom complet, nom client, nom prenom, nom contact, nom beneficiaire,
        nom titulaire, nombre completo, nombre cliente, nombre y apellidos, nombre apellidos, nombre contacto,
        persona contacto, nombre titular, nome completo, nome cliente, nome e cognome, nome cognome,
        ragione nome, intestatario, referente, naam klant, klantnaam, volledige naam, contactpersoon,
        nazwa klienta, imie nazwisko, imie i nazwisko, mother name, father name, nom mere, nom pere,
        parent name, guardian name, heir, attendee name, from name, to name, reply to name, staff name,
        employee full name, driver name, beneficiary, payee, payer, guest, auftraggeber, zahlungsempfanger,
        empfangername, donneur ordre, ordonnateur, ordenante, beneficiario, begunstigter, beneficiaire,
        ordinante, begunstigde""",
        roles=OWNED - {Role.AUTH, Role.FILE, Role.ORGANISATION} | {Role.ORGANISATION}, group=Group.PERSON, sure=0.88),
    sense("a person's name", "user.name", """
        name, names, nom, nombre, nome, naam, display name, displayname, initials, name suffix, suffix, cn,
        common name, nachname vorname, label name, complete name, sort name, phonetic name, short name, alias""",
        roles=PEOPLE | {Role.CARD}, sure=0.8),
    # ── work ───────────────────────────────────────────────────────────────────────────────────────
    sense("a job", "user.job_title", """
        job title, jobtitle, job position, contact title, occupation, profession, job, job role, beruf,
        berufsbezeichnung, job function, fonction, metier, puesto, cargo, profesion, ocupacion, professione,
        mansione, profissao, beroep, functie, zawod, stanowisko, employment, occupation code, position title""",
        roles=PERSONAL | {Role.ORGANISATION, Role.UNKNOWN}),
    sense("a job", "user.job_title", "position, function, title, poste, stellung, designation, rank, grade, cargo",
        roles=frozenset({Role.STAFF}), sure=0.7),
    sense("work", "user.workplace", """
        hire date, hired on, hired at, date hired, employer, employer name, employment date, employment status,
        employee number, employee no, personalnummer, personal nr, department, einstellungsdatum, eintrittsdatum,
        arbeitgeber, date embauche, date d embauche, employeur, fecha contratacion, fecha alta, empleador,
        data assunzione, datore lavoro, data admissao, empregador, datum indienst, werkgever, data zatrudnienia,
        pracodawca, termination date, abteilung, service""", DATE, NUMBER, roles=PEOPLE),
    sense("an organisation", "user.contact.organization", """
        company, company name, organisation, organization, organisation name, organization name, firma, firmenname,
        societe, entreprise, raison sociale, empresa, nombre empresa, razon social, azienda, ragione sociale,
        nome empresa, razao social, bedrijf, bedrijfsnaam, nazwa firmy, commercial company name, business name,
        trading name, nom societe, nom entreprise, unternehmen""", roles=PEOPLE | {Role.ADDRESS}, sure=0.75),
)  # fmt: skip
