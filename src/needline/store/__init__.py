"""Needline's own state: SQLite embedded, or PostgreSQL when one machine is outgrown.

    database     opens it, brings its tables up to date, reads and writes; what fails is a `StoreError`
    record       `Recorder`: entries in, durable before anybody is told so
    evidence     `Evidence`: entries out; does the record add up, and does every decision follow again?
    policies     which policy is in force, and which were
    subjects     who a pseudonym is
    contacts     contacts that are going on
    tables       what there is; `migrations` says how it came to be

Customer data is never here: that stays in the sources.
"""
