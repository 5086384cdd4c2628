"""Columns that can hold anything: free text, JSON, key-value tables, blobs, mail headers, files.

They are findings of their own, whatever a sample of them holds, since the next row may hold what no row held so
far; most of what customers write stands in them.
"""

from msgspec import Struct

from needline.discover.naming import Place
from needline.discover.roles import IMPERSONAL, PERSONAL, Role
from needline.discover.schema import Column, Family, Table
from needline.discover.tokens import listed, phrases, vocabulary, within, words

PRIVATE, PUBLIC = "user.content.private", "user.content.public"


class Container(Struct, frozen=True):
    """Why a column can hold anything."""

    category: str
    sure: float
    why: str
    pairs: bool = False  # another column of the row says what its value is


# What people write beside the fields of a form, in eight languages.
_NOTES = phrases("""
    note, notes, comment, comments, remark, remarks, memo, message, messages, body, feedback, instructions,
    instruction, free text, freetext, text, special requests, transcript, narrative, narration, purpose, bio,
    biography, about, about me, signature, complaint, wish, wishes, gift message, additional information,
    additional info, other info, reason text, cancellation reason, cancel reason, return reason, admin note,
    internal note, customer note, bemerkung, bemerkungen, notiz, notizen, kommentar, kommentare, anmerkung,
    anmerkungen, nachricht, mitteilung, verwendungszweck, freitext, begrundung, commentaire, commentaires,
    remarque, remarques, message client, motif, libelle operation, observation, observations, observacion,
    observaciones, comentario, comentarios, notas, nota, mensaje, motivo, concepto, commento, commenti,
    osservazione, osservazioni, messaggio, causale, observacao, observacoes, mensagem, historico, opmerking,
    opmerkingen, notitie, notities, toelichting, bericht, omschrijving, uwaga, uwagi, komentarz, komentarze,
    wiadomosc, notatka, notatki, tytul przelewu, annotations, description, beschreibung, descripcion,
    descrizione, descricao, opis, note interne, zusatzinfo, zusatzinformation
    """)
# What a message or a case is made of.
_CASE = phrases("""
    title, subject, content, contents, html, summary, resolution, answer, answers, reply, response, question,
    details, detail, plain text, html text, text plain, text html, preview, snippet, problem, issue, headers,
    header, raw, html body, body html, body text, body plain, plain body, rich text, original text, excerpt,
    quoted text, betreff, inhalt, antwort, frage, losung, zusammenfassung, thema, objet, contenu, reponse,
    sujet, resume, asunto, contenido, respuesta, resumen, solucion, pregunta, oggetto, contenuto, risposta,
    testo, riassunto, assunto, conteudo, resposta, onderwerp, inhoud, antwoord, vraag, samenvatting, temat,
    tresc, odpowiedz, pytanie, text body, translated content, processed message content, topic, custom subject,
    transcription, words, fallback title, last message, first message, suggestion, finding, findings,
    utterance, data, value, values, cancelled reason
    """)
# What programs write down whole.
_WHOLE = phrases("""
    serialized, serialised, serialized data, pickled, settings pickled, pickle, payload, dump, snapshot, blob,
    object repr, repr, change message, old value, new value, old values, new values, value from, value to,
    before value, after value, audited changes, object changes, changes, changed data, changeset, diff, before,
    after, old data, new data, row data, request body, response body, request, response, params, parameters,
    headers, raw message, raw email, raw data, mime, xml, custom attributes, additional attributes,
    custom fields, custom data, attributes, form data, user data, profile data, event data, event properties,
    properties, raw payload, request payload, response payload, webhook payload, context, details,
    session data, meta value, log, log message, log data, extra data, additional data, unmapped, details json,
    private metadata, public metadata, old content, new content, trace, backtrace, query string
    """)
_PERSONS = phrases("""
    preferences, settings, metadata, meta, extra, traits, properties, attributes, data, details, consents, profile,
    ui settings, answers, custom
    """)
_FILES = phrases("""
    file, filename, file name, name, path, file path, filepath, data, content, filedata, file data, url, file url,
    external url, original name, original filename, bt, body, document, attachment, dateiname, datei, fichier,
    nom fichier, archivo, nombre archivo, file object, blob, original file name, thumbnail
    """)
_KEYS = listed("""
    key name field attribute property meta code option question feld schlussel champ campo veld pole
    attributname label form cle clave chiave
""")  # fmt: skip
_VALUES = phrases("""
    value, meta value, value text, text value, string value, val, answer, content, wert, valeur, valor,
    valore, waarde, wartosc, value string, field value, value id text, values
    """)
_NOT = listed("""
    status type id format count template code at hash level size version date language locale mime name created
    updated number no key state kind charset encoding flag sent read slug label path url error class color
    colour uid avs cvv
""")  # fmt: skip
_LISTS = phrases("""
    tags, labels, statistics, stats, limits, permissions, options, config, configuration, schema, flags,
    roles, scopes, ids, counts, actions, conditions, features, subscriptions
    """)
_KNOWN = vocabulary(_NOTES, _CASE, _WHOLE, _PERSONS, _FILES, _VALUES) | _NOT
_HOLDS_NOTES = PERSONAL | {Role.LOG, Role.ORGANISATION}


def contained(column: Column, place: Place) -> Container | None:
    """Why the column can hold anything; None where it cannot, or where nobody's words would come into it."""
    if column.refers or column.key or column.family not in {Family.TEXT, Family.JSON, Family.BLOB}:
        return None
    there = tuple(word for word in words(column.name, _KNOWN) if not word.isdigit())
    for rule in (_pairs, _json, _bytes, _whole, _file, _note, _case):
        why = rule(there, column, place)
        if why:
            category = PUBLIC if place.role is Role.REVIEW else PRIVATE
            return Container(category, 0.85, why, pairs=rule is _pairs)
    return None


def key_column(table: Table) -> Column | None:
    """The column that says what kind of value a row of a key-value table holds."""
    others = [column for column in table.columns if not (column.key and len(table.keys) == 1)]
    telling = [column for column in others if set(words(column.name, _KEYS)) & _KEYS]
    return next(iter(telling), None)


def _named_by(sought: frozenset[tuple[str, ...]], there: tuple[str, ...]) -> bool:
    """Whether a phrase ends the name, and no word left says that it is about a text and none itself."""
    start, length = within(sought, there)
    return bool(length) and not _NOT & {*there[:start], *there[start + length :]}


def _pairs(there: tuple[str, ...], column: Column, place: Place) -> str:
    if there not in _VALUES or not column.roomy or place.role in {Role.GOODS, Role.HOUSE, Role.AUTH}:
        return ""
    if place.role is Role.LOOKUP and not place.tied and not place.parents & PERSONAL:
        return ""
    key = key_column(place.table)
    refers = any(other.refers for other in place.table.columns)
    if key is None or key.name == column.name or not (refers or place.role in PERSONAL):
        return ""
    return f"a value of whatever {key.name!r} says: any field can be in it"


def _json(there: tuple[str, ...], column: Column, place: Place) -> str:
    if column.family is not Family.JSON or place.role in IMPERSONAL or there[-1:] in _LISTS:
        return ""
    return "JSON: any field can be in it"


def _bytes(_: tuple[str, ...], column: Column, place: Place) -> str:
    if column.family is not Family.BLOB or place.role not in PERSONAL | {Role.FILE, Role.LOG}:
        return ""
    return "" if _of_goods(place) else f"bytes in a table of {place.role}"


def _whole(there: tuple[str, ...], column: Column, place: Place) -> str:
    if not column.roomy:
        return ""
    tied = place.tied or place.role in PERSONAL | {Role.LOG, Role.AUTH}
    serial = bool({"serialized", "serialised", "pickled", "pickle"} & set(there))
    if serial or (_named_by(_WHOLE, there) and (tied or (place.role is Role.UNKNOWN and place.parents & PERSONAL))):
        return "a program writes whole records into it"
    if place.role is Role.AUTH and there == ("data",):
        return "a program writes whole sessions into it"
    if there in _PERSONS and (place.role in {Role.PERSON, Role.STAFF} or (place.role is Role.UNKNOWN and place.tied)):
        return "a program writes whatever it knows of a person into it"
    return ""


def _file(there: tuple[str, ...], _: Column, place: Place) -> str:
    if place.role is not Role.FILE or there not in _FILES or _of_goods(place):
        return ""
    return "files that people send, or their names"


def _of_goods(place: Place) -> bool:
    """Whether files are those of goods and pages, by the table's name or by what it belongs to."""
    from needline.discover.roles import mentions

    return mentions(place.table.bare, Role.GOODS) or bool(place.parents and place.parents <= IMPERSONAL)


def _note(there: tuple[str, ...], column: Column, place: Place) -> str:
    if not column.roomy or not _named_by(_NOTES, there):
        return ""
    held = place.role in _HOLDS_NOTES or (place.role is Role.UNKNOWN and (place.tied or place.parents & PERSONAL))
    if not held or (place.role in {Role.ORDER, Role.PAYMENT} and not place.parents):
        return ""
    where = "a table" if place.role is Role.UNKNOWN else f"a table of {place.role}"
    return f"free text in {where}"


def _case(there: tuple[str, ...], column: Column, place: Place) -> str:
    if place.role not in {Role.TALK, Role.CALL, Role.REVIEW} or not column.roomy or not _named_by(_CASE, there):
        return ""
    return f"free text in a table of {place.role}"
