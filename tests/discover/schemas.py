"""Made-up schemas in the manner of systems that contact centres use, with the verdict that each column deserves.

A line is a table: `table: column type = verdict, …`. A verdict is a data category; `*` is a container, `*` with a
category a container that is already known to hold it; no verdict: not personal. `>table` is a foreign key. None of
them has a single row, so names, types and keys are all that there is to judge by.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

SCHEMAS = {
    "live chat": """
        accounts: id int, name varchar, locale int, domain varchar(100), support_email varchar, settings jsonb,
            limits jsonb
        users: id int, provider varchar, uid varchar = user.account.username,
            encrypted_password varchar = user.authorization.password,
            reset_password_token varchar = system.authentication, reset_password_sent_at timestamp,
            sign_in_count int, current_sign_in_at timestamp = user.behavior,
            last_sign_in_at timestamp = user.behavior, current_sign_in_ip varchar = user.device.ip_address,
            last_sign_in_ip varchar = user.device.ip_address,
            confirmation_token varchar = system.authentication, confirmed_at timestamp,
            name varchar = user.name, display_name varchar = user.name, email varchar = user.contact.email,
            tokens json * system.authentication, pubsub_token varchar = system.authentication,
            availability int, message_signature text *, otp_secret varchar = system.authentication,
            otp_required_for_login boolean
        contacts: id int, name varchar = user.name, middle_name varchar = user.name.first,
            last_name varchar = user.name.last, email varchar = user.contact.email,
            phone_number varchar = user.contact.phone_number, account_id int >accounts,
            additional_attributes jsonb *, custom_attributes jsonb *,
            last_activity_at timestamp = user.behavior, country_code varchar = user.contact.address.country,
            location varchar = user.location, contact_type int, blocked boolean, company_id int
        inboxes: id int, name varchar, channel_id int, channel_type varchar, greeting_message varchar,
            email_address varchar, working_hours_enabled boolean
        channel_mailboxes: id int, email varchar, imap_address varchar, imap_port int,
            imap_login varchar = system.authentication, imap_password varchar = system.authentication,
            smtp_login varchar = system.authentication, smtp_password varchar = system.authentication,
            smtp_authentication varchar
        conversations: id int, account_id int >accounts, inbox_id int >inboxes, contact_id int >contacts,
            assignee_id int >users, status int, additional_attributes jsonb *, custom_attributes jsonb *,
            cached_label_list text, uuid uuid, priority int
        messages: id int, conversation_id int >conversations, content text *, content_type int,
            content_attributes json *, message_type int, private boolean, sender_type varchar, sender_id int,
            source_id text, processed_message_content text *
        attachments: id int, file_type int, external_url varchar *, message_id int >messages,
            extension varchar, coordinates_lat float
        notes: id int, content text *, contact_id int >contacts, user_id int >users
        canned_responses: id int, short_code varchar, content text
        survey_responses: id int, conversation_id int >conversations, contact_id int >contacts, rating int,
            feedback_message text *
        audits: id int, auditable_id int, auditable_type varchar, username varchar = user.account.username,
            action varchar, audited_changes jsonb *, remote_address varchar = user.device.ip_address,
            comment varchar *
        labels: id int, title varchar, description text, color varchar
        email_templates: id int, name varchar, body text, template_type int
        teams: id int, name varchar, description text
        custom_attribute_definitions: id int, attribute_display_name varchar, attribute_key varchar,
            attribute_description text, attribute_values jsonb, regex_pattern varchar
        access_tokens: id int, owner_id int, owner_type varchar, token varchar = system.authentication
        articles: id int, title varchar, description text, content text, author_id int >users, meta jsonb,
            slug varchar
        webhooks: id int, url varchar, account_id int >accounts, subscriptions jsonb""",
    "help desk": """
        users: id int, organization_id int >organizations, login varchar(255) = user.account.username,
            firstname varchar(100) = user.name.first, lastname varchar(100) = user.name.last,
            email varchar(255) = user.contact.email, image varchar(100) = user.content.self_image,
            image_source varchar(200), web varchar(100) = user.contact.url,
            password varchar(120) = user.authorization.password,
            phone varchar(100) = user.contact.phone_number, fax varchar(100) = user.contact.fax_number,
            mobile varchar(100) = user.contact.phone_number, department varchar(200) = user.workplace,
            street varchar(120) = user.contact.address.street,
            zip varchar(100) = user.contact.address.postal_code, city varchar(100) = user.contact.address.city,
            country varchar(100) = user.contact.address.country, address varchar(500) = user.contact.address,
            vip boolean, verified boolean, active boolean, note varchar(5000) *,
            last_login timestamp = user.behavior, login_failed int, preferences varchar(8000) *,
            created_by_id int
        organizations: id int, name varchar(100), shared boolean, domain varchar(250), note varchar(5000) *
        groups: id int, name varchar(160), email_address_id int, note varchar(250)
        roles: id int, name varchar(100), preferences text, note varchar(250)
        tickets: id int, group_id int >groups, number varchar(60), title varchar(250) *, owner_id int >users,
            customer_id int >users, note varchar(250) *, first_response_at timestamp, preferences text
        ticket_articles: id int, ticket_id int >tickets, from varchar(3000) = user.contact.email,
            to varchar(3000) = user.contact.email, cc varchar(3000) = user.contact.email,
            subject varchar(3000) *, reply_to varchar(300) = user.contact.email, message_id varchar(3000),
            content_type varchar(20), body text *, internal boolean
        ticket_states: id int, name varchar(250), note varchar(250)
        user_devices: id int, user_id int >users, name varchar(250), os varchar(150),
            browser varchar(250) = user.device, location varchar(150) = user.location,
            ip varchar(160) = user.device.ip_address, fingerprint varchar(160),
            user_agent varchar(250) = user.device
        sessions: id int, session_id varchar = system.authentication, persistent boolean,
            data text * system.authentication
        text_modules: id int, name varchar(250), keywords varchar(500), content text
        chat_messages: id int, chat_session_id int, content text *, created_by_id int
        histories: id int, o_id int, value_from text *, value_to text *, created_by_id int
        online_notifications: id int, o_id int, seen boolean, user_id int >users
        cti_logs: id int, direction varchar(20), state varchar(20),
            from varchar(100) = user.contact.phone_number, from_comment varchar(250) *,
            to varchar(100) = user.contact.phone_number, call_id varchar(250), comment varchar(500) *
        settings: id int, title varchar(200), name varchar(200), options text, state_current text
        schedulers: id int, name varchar(250), method varchar(250), error_message varchar
        signatures_templates: id int, name varchar, body text""",
    "ticket forms": """
        ht_user: id int, org_id int, default_email_id int, status int, name varchar(128) = user.name,
            created datetime
        ht_user_email: id int, user_id int, flags int, address varchar(255) = user.contact.email
        ht_user_account: id int, user_id int, status int, timezone varchar(64),
            username varchar(64) = user.account.username, passwd varchar(128) = user.authorization.password,
            extra text *
        ht_staff: staff_id int, dept_id int, role_id int, username varchar(32) = user.account.username,
            firstname varchar(32) = user.name.first, lastname varchar(32) = user.name.last,
            passwd varchar(128) = user.authorization.password, email varchar(255) = user.contact.email,
            phone varchar(24) = user.contact.phone_number, phone_ext varchar(6) = user.contact.phone_number,
            mobile varchar(24) = user.contact.phone_number, signature text *, lang varchar(16),
            isactive tinyint(1), notes text *, lastlogin datetime = user.behavior
        ht_department: id int, name varchar(128), signature text, email_id int
        ht_ticket: ticket_id int, number varchar(20), user_id int, staff_id int, dept_id int,
            ip_address varchar(64) = user.device.ip_address, source varchar(8), isoverdue tinyint(1)
        ht_thread_entry: id int, thread_id int, staff_id int, user_id int, type char(1),
            poster varchar(128) = user.name, source varchar(32), title varchar(255) *, body text *,
            format varchar(16), ip_address varchar(64) = user.device.ip_address
        ht_thread_entry_email: id int, thread_entry_id int >ht_thread_entry, mid varchar(255), headers text *
        ht_form: id int, title varchar(255), instructions varchar(512), notes text
        ht_form_field: id int, form_id int >ht_form, type varchar(255), label varchar(255), name varchar(64),
            configuration text, hint varchar(512)
        ht_form_entry: id int, form_id int >ht_form, object_id int, object_type char(1)
        ht_form_entry_values: entry_id int >ht_form_entry, field_id int >ht_form_field, value text *, value_id int
        ht_canned_response: canned_id int, title varchar(255), response text, notes text
        ht_email: email_id int, dept_id int, name varchar(255), email varchar(255)
        ht_faq: faq_id int, question varchar(255), answer text, keywords text
        ht_session: session_id varchar(255) = system.authentication, session_data blob * system.authentication,
            session_expire datetime, user_id int, user_ip varchar(64) = user.device.ip_address,
            user_agent varchar(255) = user.device
        ht_syslog: log_id int, log_type varchar(16), title varchar(255), log text *, logger varchar(64),
            ip_address varchar(64) = user.device.ip_address
        ht_attachment: id int, object_id int, type char(1), file_id int, name varchar(255) *
        ht_api_key: id int, ipaddr varchar(64), apikey varchar(255) = system.authentication, notes text""",
    "storefront": """
        sf_addresses: id int, firstname varchar = user.name.first, lastname varchar = user.name.last,
            address1 varchar = user.contact.address.street, address2 varchar = user.contact.address.street,
            city varchar = user.contact.address.city, zipcode varchar = user.contact.address.postal_code,
            phone varchar = user.contact.phone_number, state_name varchar = user.contact.address.state,
            alternative_phone varchar = user.contact.phone_number, company varchar = user.contact.organization,
            state_id int, country_id int
        sf_users: id int, encrypted_password varchar(128) = user.authorization.password,
            password_salt varchar(128) = system.authentication, email varchar = user.contact.email,
            remember_token varchar = system.authentication, perishable_token varchar = system.authentication,
            login varchar = user.account.username, last_sign_in_at timestamp = user.behavior,
            current_sign_in_ip varchar = user.device.ip_address, bill_address_id int,
            api_key varchar(48) = system.authentication
        sf_credit_cards: id int, month varchar = user.financial.credit_card,
            year varchar = user.financial.credit_card, cc_type varchar = user.financial.credit_card,
            last_digits varchar = user.financial.credit_card, address_id int, name varchar = user.name,
            user_id int, gateway_customer_profile_id varchar, payment_method_id int
        sf_orders: id int, number varchar(32), item_total decimal,
            total decimal = user.behavior.purchase_history, state varchar, user_id int >sf_users,
            payment_total decimal, email varchar = user.contact.email, special_instructions text *,
            currency varchar, last_ip_address varchar = user.device.ip_address,
            guest_token varchar = system.authentication, channel varchar, canceler_id int
        sf_payments: id int, amount decimal = user.financial, order_id int >sf_orders, state varchar,
            response_code varchar, avs_response varchar, cvv_response_code varchar, cvv_response_message varchar
        sf_stores: id int, name varchar, url varchar, meta_description text, mail_from_address varchar,
            default_currency varchar, code varchar, contact_phone varchar, address text
        sf_stock_locations: id int, name varchar, address1 varchar, city varchar, zipcode varchar,
            phone varchar, state_name varchar
        sf_products: id int, name varchar, description text, slug varchar, meta_keywords varchar,
            tax_category_id int
        sf_states: id int, name varchar, abbr varchar, country_id int
        sf_countries: id int, iso_name varchar, iso varchar, iso3 varchar, name varchar, states_required boolean
        sf_zones: id int, name varchar, description varchar
        sf_promotions: id int, name varchar, description varchar, code varchar, usage_limit int
        sf_log_entries: id int, source_type varchar, source_id int, details text *
        sf_gift_cards: id int, code varchar, amount decimal
        sf_return_authorizations: id int, number varchar, order_id int >sf_orders, memo text *""",
    "sales force": """
        Account: Id varchar(18), Name varchar(255), Type varchar,
            BillingStreet varchar(255) = user.contact.address.street,
            BillingCity varchar(40) = user.contact.address.city,
            BillingPostalCode varchar(20) = user.contact.address.postal_code,
            BillingCountry varchar(80) = user.contact.address.country,
            Phone varchar(40) = user.contact.phone_number, Fax varchar(40) = user.contact.fax_number,
            Industry varchar, NumberOfEmployees int, OwnerId varchar(18)
        Contact: Id varchar(18), AccountId varchar(18) >Account, LastName varchar(80) = user.name.last,
            FirstName varchar(40) = user.name.first, Salutation varchar(40) = user.demographic.gender,
            MailingStreet varchar(255) = user.contact.address.street,
            MailingCity varchar(40) = user.contact.address.city,
            MailingState varchar(80) = user.contact.address.state,
            MailingPostalCode varchar(20) = user.contact.address.postal_code,
            Phone varchar(40) = user.contact.phone_number, MobilePhone varchar(40) = user.contact.phone_number,
            Email varchar(80) = user.contact.email, Title varchar(128) = user.job_title,
            Department varchar(80) = user.workplace, Birthdate date = user.demographic.date_of_birth,
            Description text *, HasOptedOutOfEmail boolean, EmailBouncedDate datetime,
            SSN__c varchar(11) = user.government_id
        Case: Id varchar(18), CaseNumber varchar(30), ContactId varchar(18) >Contact,
            SuppliedName varchar(80) = user.name, SuppliedEmail varchar(80) = user.contact.email,
            SuppliedPhone varchar(40) = user.contact.phone_number, Subject varchar(255) *, Description text *,
            Status varchar, Origin varchar, Priority varchar
        CaseComment: Id varchar(18), ParentId varchar(18) >Case, CommentBody text *, IsPublished boolean
        EmailMessage: Id varchar(18), ParentId varchar(18) >Case, TextBody text *, HtmlBody text *,
            Headers text *, Subject varchar *, FromName varchar = user.name,
            FromAddress varchar = user.contact.email, ToAddress varchar = user.contact.email,
            CcAddress varchar = user.contact.email, MessageDate datetime
        RecordType: Id varchar(18), Name varchar(80), DeveloperName varchar, Description varchar(255)
        Product2: Id varchar(18), Name varchar(255), ProductCode varchar, Description text""",
    "business suite": """
        res_partner: id int, name varchar = user.name, display_name varchar = user.name, title int,
            parent_id int, ref varchar, vat varchar = user.government_id, website varchar, comment text *,
            function varchar, street varchar = user.contact.address.street,
            street2 varchar = user.contact.address.street, zip varchar = user.contact.address.postal_code,
            city varchar = user.contact.address.city, email varchar = user.contact.email,
            phone varchar = user.contact.phone_number, mobile varchar = user.contact.phone_number,
            email_normalized varchar = user.contact.email, is_company boolean, color int,
            signup_token varchar = system.authentication, lang varchar, tz varchar
        res_users: id int, login varchar = user.account.username,
            password varchar = user.authorization.password, partner_id int >res_partner, signature text *,
            active boolean, totp_secret varchar = system.authentication
        hr_employee: id int, name varchar = user.name, birthday date = user.demographic.date_of_birth,
            gender varchar = user.demographic.gender, marital varchar = user.demographic.marital_status,
            passport_id varchar = user.government_id, ssnid varchar = user.government_id,
            work_email varchar = user.contact.email, work_phone varchar = user.contact.phone_number,
            job_title varchar = user.job_title, notes text *, place_of_birth varchar = user.demographic,
            barcode varchar, pin varchar = user.authorization.credentials
        res_partner_bank: id int, acc_number varchar = user.financial.bank_account,
            partner_id int >res_partner, bank_id int, acc_holder_name varchar = user.name
        mail_message: id int, subject varchar *, body text *, email_from varchar = user.contact.email,
            reply_to varchar = user.contact.email, model varchar, res_id int, message_type varchar,
            message_id varchar
        sale_order: id int, name varchar, partner_id int >res_partner, amount_untaxed numeric,
            amount_total numeric = user.behavior.purchase_history, note text *, state varchar
        product_template: id int, name jsonb, description text, list_price numeric
        ir_config_parameter: id int, key varchar, value text
        res_country: id int, name varchar, code varchar(2), phone_code int""",
    "blog shop": """
        wp_users: ID int, user_login varchar(60) = user.account.username,
            user_pass varchar(255) = user.authorization.password,
            user_nicename varchar(50) = user.account.username, user_email varchar(100) = user.contact.email,
            user_url varchar(100) = user.contact.url, user_registered datetime,
            user_activation_key varchar(255) = system.authentication, user_status int,
            display_name varchar(250) = user.name
        wp_usermeta: umeta_id int, user_id int, meta_key varchar(255), meta_value longtext *
        wp_comments: comment_ID int, comment_post_ID int, comment_author tinytext = user.name,
            comment_author_email varchar(100) = user.contact.email,
            comment_author_url varchar(200) = user.contact.url,
            comment_author_IP varchar(100) = user.device.ip_address, comment_date datetime,
            comment_content text *, comment_karma int, comment_approved varchar(20),
            comment_agent varchar(255) = user.device, comment_type varchar(20)
        wp_options: option_id int, option_name varchar(191), option_value longtext, autoload varchar(20)
        wp_terms: term_id int, name varchar(200), slug varchar(200)
        wp_wc_orders: id int, status varchar(20), currency varchar(10), type varchar(20),
            total_amount decimal = user.behavior.purchase_history, customer_id int,
            billing_email varchar(320) = user.contact.email, payment_method_title text,
            ip_address varchar(100) = user.device.ip_address, user_agent text = user.device,
            customer_note text *
        wp_wc_order_addresses: id int, order_id int, address_type varchar(20),
            first_name text = user.name.first, last_name text = user.name.last,
            company text = user.contact.organization, address_1 text = user.contact.address.street,
            address_2 text = user.contact.address.street, city text = user.contact.address.city,
            state text = user.contact.address.state, postcode text = user.contact.address.postal_code,
            country text = user.contact.address.country, email varchar(320) = user.contact.email,
            phone varchar(100) = user.contact.phone_number
        wp_wc_orders_meta: id int, order_id int, meta_key varchar(255), meta_value text *
        wp_wc_customer_lookup: customer_id int, user_id int, username varchar(60) = user.account.username,
            first_name varchar(255) = user.name.first, last_name varchar(255) = user.name.last,
            email varchar(100) = user.contact.email, date_last_active timestamp,
            country char(2) = user.contact.address.country,
            postcode varchar(20) = user.contact.address.postal_code,
            city varchar(100) = user.contact.address.city, state varchar(100) = user.contact.address.state""",
    "bank": """
        customers: customer_id bigint, customer_no varchar(12), first_name varchar = user.name.first,
            last_name varchar = user.name.last, birth_dt date = user.demographic.date_of_birth,
            tax_id varchar = user.government_id, national_id varchar = user.government_id,
            mothers_maiden_name varchar = user.authorization.credentials,
            marital_status char(1) = user.demographic.marital_status, occupation varchar = user.job_title,
            annual_income numeric = user.financial, mobile_no varchar = user.contact.phone_number,
            email_addr varchar = user.contact.email, email_verified boolean, risk_class char(1),
            segment varchar, branch_code varchar
        accounts: account_id bigint, customer_id bigint, iban char(34) = user.financial.bank_account,
            account_number varchar(20) = user.financial.bank_account,
            sort_code char(6) = user.financial.bank_account, balance numeric = user.financial,
            overdraft_limit numeric = user.financial, currency char(3), product_code varchar, opened_on date,
            status char(1)
        cards: card_id bigint, account_id bigint, pan varchar(19) = user.financial.credit_card,
            cvv varchar(4) = user.financial.credit_card, pin_block varchar = user.authorization.credentials,
            expiry date = user.financial.credit_card, embossed_name varchar = user.name, card_status char(1),
            issued_year int
        transactions: txn_id bigint, account_id bigint >accounts, booked_at timestamp,
            amount numeric = user.financial, counterparty_name varchar = user.name,
            counterparty_iban varchar = user.financial.bank_account, narrative varchar(140) *,
            merchant_category_code char(4), terminal_year int
        kyc_documents: doc_id bigint, customer_id bigint >customers, document_type varchar,
            document_number varchar = user.government_id, file_path varchar *, expires_on date
        branches: branch_code varchar, name varchar, address varchar, city varchar, phone varchar, manager_id int
        currencies: code char(3), name varchar
        loans: loan_id bigint, customer_id bigint >customers, principal numeric = user.financial, rate numeric,
            purpose varchar(200) *, start_date date
        login_audit: id bigint, customer_id bigint >customers, ip varchar(45) = user.device.ip_address,
            device_fingerprint varchar = user.device.device_id, at timestamp, success boolean
        secure_messages: id bigint, customer_id bigint >customers, subject varchar(200) *, body text *,
            read_at timestamp
        gl_codes: code varchar, description varchar, year int""",
    "German utility": """
        Kunden: KundenNr int, Anrede varchar(20) = user.demographic.gender,
            Vorname varchar(50) = user.name.first, Nachname varchar(50) = user.name.last,
            Geburtsdatum date = user.demographic.date_of_birth,
            Strasse varchar(80) = user.contact.address.street,
            Hausnummer varchar(10) = user.contact.address.street,
            PLZ char(5) = user.contact.address.postal_code, Ort varchar(60) = user.contact.address.city,
            Telefonnummer varchar(30) = user.contact.phone_number,
            Handy varchar(30) = user.contact.phone_number, EMail varchar(100) = user.contact.email,
            Familienstand varchar(20) = user.demographic.marital_status, Bemerkungen text *,
            Kundengruppe varchar(20)
        Bankverbindungen: ID int, KundenNr int, Kontoinhaber varchar(80) = user.name,
            IBAN char(22) = user.financial.bank_account, BIC char(11) = user.financial.bank_account,
            Mandatsreferenz varchar(35) = user.financial.bank_account
        Rechnungen: RechnungsNr int, KundenNr int, Datum date,
            Gesamtbetrag decimal = user.behavior.purchase_history,
            Rechnungsstrasse varchar = user.contact.address.street,
            RechnungsOrt varchar = user.contact.address.city, bezahlt bit
        Anfragen: ID int, KundenNr int, Betreff varchar(200) *, Nachricht text *, Antwort text *, Status varchar(20)
        Artikel: ArtikelNr int, Bezeichnung varchar(80), Beschreibung text, Preis decimal
        Zaehlerstaende: ID int, ZaehlerNr varchar(20), Stand decimal, Ablesedatum date
        Mitarbeiter: PersonalNr int, Name varchar(80) = user.name, Gehalt decimal = user.financial,
            Steuernummer varchar(20) = user.government_id, Abteilung varchar(40) = user.workplace,
            Krankenkasse varchar(60) = user.health_and_medical
        Filialen: FilialNr int, Name varchar(60), Strasse varchar(60), Ort varchar(60), Telefon varchar(30)
        Laender: Code char(2), Name varchar(60)
        Kategorien: ID int, Name varchar(60), Beschreibung text""",
    "French insurer": """
        assures: id int, civilite varchar(5) = user.demographic.gender, nom varchar(50) = user.name,
            prenom varchar(50) = user.name.first, date_naissance date = user.demographic.date_of_birth,
            num_secu char(15) = user.government_id, adresse varchar(100) = user.contact.address.street,
            code_postal char(5) = user.contact.address.postal_code,
            ville varchar(50) = user.contact.address.city, telephone varchar(20) = user.contact.phone_number,
            courriel varchar(80) = user.contact.email,
            situation_familiale varchar = user.demographic.marital_status,
            mot_de_passe varchar = user.authorization.password
        contrats: id int, assure_id int >assures, numero varchar(20), date_effet date, prime decimal,
            statut varchar(10)
        sinistres: id int, contrat_id int >contrats, date_sinistre date, lieu varchar(80), description text *,
            montant decimal
        rib: id int, assure_id int >assures, iban varchar(34) = user.financial.bank_account,
            titulaire varchar(80) = user.name
        reclamations: id int, assure_id int >assures, objet varchar(150) *, message text *, commentaire text *
        produits: id int, libelle varchar(80), description text
        type_contrat: id int, nom varchar(50)
        agences: id int, nom varchar(50), adresse varchar(80), ville varchar(50), telephone varchar(20)""",
    "Spanish telephone company": """
        clientes: id int, nombre varchar(50) = user.name, apellidos varchar(80) = user.name.last,
            dni varchar(9) = user.government_id, fecha_nacimiento date = user.demographic.date_of_birth,
            direccion varchar(100) = user.contact.address.street,
            cp char(5) = user.contact.address.postal_code, localidad varchar(50) = user.contact.address.city,
            provincia varchar(50) = user.contact.address.state, movil varchar(15) = user.contact.phone_number,
            correo varchar(80) = user.contact.email, contrasena varchar(100) = user.authorization.password,
            observaciones text *, sexo char(1) = user.demographic.gender
        lineas: id int, cliente_id int >clientes, msisdn varchar(15) = user.contact.phone_number,
            imei varchar(20) = user.device.device_id, tarifa_id int, estado varchar(10)
        facturas: id int, cliente_id int >clientes, importe_total decimal = user.behavior.purchase_history,
            fecha date, cuenta_bancaria varchar(24) = user.financial.bank_account
        llamadas: id int, linea_id int >lineas, numero_destino varchar(15) = user.contact.phone_number,
            duracion int, inicio timestamp
        reclamaciones: id int, cliente_id int >clientes, asunto varchar(120) *, descripcion text *, respuesta text *
        tarifas: id int, nombre varchar(50), descripcion text, precio decimal
        provincias: id int, nombre varchar(50)
        tipo_cliente: id int, nombre varchar(50)""",
    "four languages": """
        clienti: id int, nome varchar(50) = user.name, cognome varchar(50) = user.name.last,
            codice_fiscale char(16) = user.government_id, data_nascita date = user.demographic.date_of_birth,
            indirizzo varchar(100) = user.contact.address.street,
            cap char(5) = user.contact.address.postal_code, citta varchar(50) = user.contact.address.city,
            cellulare varchar(20) = user.contact.phone_number, note text *
        prodotti: id int, nome varchar(50), descrizione text
        klanten: id int, voornaam varchar(50) = user.name.first, tussenvoegsel varchar(10) = user.name.last,
            achternaam varchar(50) = user.name.last, geboortedatum date = user.demographic.date_of_birth,
            bsn char(9) = user.government_id, straat varchar(60) = user.contact.address.street,
            huisnummer varchar(6) = user.contact.address.street,
            postcode varchar(7) = user.contact.address.postal_code,
            woonplaats varchar(50) = user.contact.address.city,
            telefoonnummer varchar(20) = user.contact.phone_number, opmerkingen text *,
            wachtwoord varchar(100) = user.authorization.password
        klachten: id int, klant_id int >klanten, onderwerp varchar(100) *, omschrijving text *
        pacjenci: id int, imie varchar(50) = user.name.first, nazwisko varchar(50) = user.name.last,
            pesel char(11) = user.government_id, data_urodzenia date = user.demographic.date_of_birth,
            ulica varchar(60) = user.contact.address.street,
            kod_pocztowy varchar(6) = user.contact.address.postal_code,
            miasto varchar(50) = user.contact.address.city, telefon varchar(20) = user.contact.phone_number,
            rozpoznanie text = user.health_and_medical, uwagi text *
        pessoas: id int, nome varchar(50) = user.name, sobrenome varchar(50) = user.name.last,
            cpf char(11) = user.government_id, data_nascimento date = user.demographic.date_of_birth,
            endereco varchar(100) = user.contact.address.street,
            cep char(8) = user.contact.address.postal_code, cidade varchar(50) = user.contact.address.city,
            celular varchar(20) = user.contact.phone_number, senha varchar(100) = user.authorization.password""",
    "exports": """
        zendesk_users: id bigint, name text = user.name, email text = user.contact.email,
            phone text = user.contact.phone_number, role text, notes text *, details text *,
            user_fields json *, verified boolean, time_zone text, locale text, photo json * user.biometric,
            signature text *, alias text = user.name, external_id text, tags text
        zendesk_tickets: id bigint, subject text *, raw_subject text *, description text *,
            recipient text = user.contact.email, requester_id bigint, custom_fields json *, via json *,
            tags json, satisfaction_rating json *, status text
        zendesk_ticket_comments: id bigint, ticket_id bigint, body text *, html_body text *, plain_body text *,
            author_id bigint, attachments json *, metadata json *
        zendesk_macros: id bigint, title text, description text, actions json
        intercom_contacts: id text, name text = user.name, email text = user.contact.email,
            phone text = user.contact.phone_number, avatar text = user.content.self_image,
            custom_attributes json *, location json * user.location, browser text = user.device, os text,
            social_profiles json * user.social, last_seen_at timestamp = user.behavior,
            unsubscribed_from_emails boolean, external_id text
        intercom_conversations: id text, title text *, source json *, contacts json *, state text,
            statistics json, tags json
        intercom_conversation_parts: id text, conversation_id text, body text *, author json *, part_type text""",
}  # fmt: skip


class Verdict(Struct, frozen=True, kw_only=True):
    """What a column of a made-up schema deserves."""

    table: str
    column: str
    category: str | None
    container: bool


def statements(schema: str) -> Iterator[str]:
    """The tables in SQL."""
    for table, columns in _tables(schema):
        parts = [
            f'"{name}" {kind}' + (" PRIMARY KEY" if at == 0 else "") for at, (name, kind, *_) in enumerate(columns)
        ]
        keys = [f'FOREIGN KEY ("{name}") REFERENCES "{refers}" (id)' for name, _, refers, _ in columns if refers]
        yield f'CREATE TABLE "{table}" ({", ".join(parts + keys)})'


def verdicts(schema: str) -> Iterator[Verdict]:
    """What every column deserves."""
    for table, columns in _tables(schema):
        for name, _, _, deserved in columns:
            category = deserved.removeprefix("=").removeprefix("*").strip() or None
            yield Verdict(table=table, column=name, category=category, container=deserved.startswith("*"))


def _tables(schema: str) -> Iterator[tuple[str, list[tuple[str, str, str, str]]]]:
    for written in re.split(r"\n(?=        \w+: )", SCHEMAS[schema].strip("\n")):
        table, _, columns = " ".join(written.split()).partition(": ")
        yield table, [_column(one) for one in columns.split(", ")]


def _column(written: str) -> tuple[str, str, str, str]:
    name, _, rest = written.strip().partition(" ")
    at = next((at for at, sign in enumerate(rest) if sign in "=*"), len(rest))
    kind, _, refers = rest[:at].partition(">")
    return name, kind.strip(), refers.strip(), rest[at:].strip()
