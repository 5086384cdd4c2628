"""What Ava says, in the languages that Northgate Bank speaks, and how she tells what she is shown."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from msgspec import Struct

ROWS_LIMIT = 5  # rows told at once
CELL_LIMIT = 100  # characters of a cell that are told

Row = tuple[str, ...]


class Voice(Struct, frozen=True, kw_only=True):
    """Her sentences in one language."""

    greeting: str
    offer: str
    hours: str
    masked: str
    urgent: str
    withheld: str
    not_here: str
    lost: str
    thanks: str
    left_alone: str
    sent_again: str
    failed: str
    send_again: str
    deliveries: Mapping[str, str]  # by status
    delivery: str  # for any other status
    no_delivery: str
    balance: str
    no_balance: str
    fee: str
    no_fee: str
    words: Mapping[str, str]  # for what stands in the data
    months: Sequence[str]
    day: str
    money: str
    separators: Mapping[int, int]  # for those of English numbers


EN = Voice(
    greeting="Hello, I am Ava, the assistant of Northgate Bank: a program, not a person.",
    offer="I can tell you where a new card is, your balance, recent fees, and our opening hours.",
    hours="Our branches are open Monday to Friday from 9:00 to 17:00 and Saturday from 10:00 to 13:00."
    " You find us at Northgate Square, Harrowmere Quay, Kestrelford High Street and Tidewell Station.",
    masked="Thank you, but there is no need to send card numbers or passwords here: yours was hidden"
    " before it reached me, and I never use them.",
    urgent="That should be with a person at once.",
    withheld="I am not shown that, so I cannot answer it. Shall I hand you over to a colleague?",
    not_here="That is nothing I can do here. Shall I hand you over to a colleague?",
    lost="I am sorry, I did not understand that.",
    thanks="You are welcome. Is there anything else?",
    left_alone="All right, I leave everything as it is.",
    sent_again="Done: the card is being sent again. It usually takes five working days.",
    failed="That did not work, and nothing was changed. Shall I hand you over to a colleague?",
    send_again="Shall I have it sent again to the address we have on file?",
    deliveries={
        "being made": "Your {card} is being made and should be with you by {day}.",
        "on its way": "Your {card} is on its way and should be with you by {day}.",
        "delivered": "Your {card} was delivered on {day}.",
        "returned": "Your {card} could not be delivered and came back to us on {day}.",
        "sent again": "Your {card} has been sent again.",
    },
    delivery="The status of your {card} is: {status}.",
    no_delivery="I see no card on its way to you.",
    balance="Your {kind} stands at {amount}.",
    no_balance="I see no account of yours.",
    fee="{day}: {amount}, {reason}.",
    no_fee="I see no fees on your account.",
    words={},
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    day="{day} {month} {year}",
    money="{sign}£{pounds}",
    separators={},
)  # fmt: skip
DE = Voice(
    greeting="Guten Tag, ich bin Ava, die Assistentin der Northgate Bank: ein Programm, kein Mensch.",
    offer="Ich kann Ihnen sagen, wo eine neue Karte ist, wie Ihr Konto steht, welche Gebühren anfielen"
    " und wann wir geöffnet haben.",
    hours="Unsere Filialen sind montags bis freitags von 9 bis 17 Uhr und samstags von 10 bis 13 Uhr"
    " geöffnet. Sie finden uns in Northgate Square, Harrowmere Quay, Kestrelford High Street und"
    " Tidewell Station.",
    masked="Danke, aber es ist nicht nötig, hier Kartennummern oder Passwörter zu schicken: Ihre Angabe wurde"
    " verdeckt, bevor sie mich erreichte, und ich verwende so etwas nie.",
    urgent="Darum kümmert sich sofort ein Mensch.",
    withheld="Das wird mir nicht gezeigt, also kann ich es nicht beantworten. Soll ich Sie an eine Kollegin"
    " oder einen Kollegen übergeben?",
    not_here="Das kann ich hier nicht. Soll ich Sie an eine Kollegin oder einen Kollegen übergeben?",
    lost="Entschuldigung, das habe ich nicht verstanden.",
    thanks="Gern geschehen. Haben Sie noch eine Frage?",
    left_alone="Gut, ich lasse alles, wie es ist.",
    sent_again="Erledigt: Die Karte wird noch einmal verschickt. Das dauert meist fünf Werktage.",
    failed="Das hat nicht geklappt, und nichts wurde geändert. Soll ich Sie an eine Kollegin oder einen"
    " Kollegen übergeben?",
    send_again="Soll ich sie noch einmal an die Adresse schicken lassen, die wir von Ihnen haben?",
    deliveries={
        "being made": "Ihre {card} wird hergestellt und sollte bis zum {day} bei Ihnen sein.",
        "on its way": "Ihre {card} ist unterwegs und sollte bis zum {day} bei Ihnen sein.",
        "delivered": "Ihre {card} wurde am {day} zugestellt.",
        "returned": "Ihre {card} konnte nicht zugestellt werden und kam am {day} zu uns zurück.",
        "sent again": "Ihre {card} wurde noch einmal verschickt.",
    },
    delivery="Der Stand Ihrer {card}: {status}.",
    no_delivery="Ich sehe keine Karte, die zu Ihnen unterwegs ist.",
    balance="Ihr {kind} steht bei {amount}.",
    no_balance="Ich sehe kein Konto von Ihnen.",
    fee="{day}: {amount}, {reason}.",
    no_fee="Ich sehe keine Gebühren auf Ihrem Konto.",
    words={
        "debit card": "Debitkarte",
        "credit card": "Kreditkarte",
        "current account": "Girokonto",
        "savings account": "Sparkonto",
        "late payment": "verspätete Zahlung",
        "foreign payment": "Zahlung im Ausland",
        "cash withdrawal abroad": "Bargeld im Ausland",
        "replacement card": "Ersatzkarte",
        "unarranged overdraft": "nicht vereinbarte Überziehung",
    },
    months=(
        "Januar", "Februar", "März", "April", "Mai", "Juni",
        "Juli", "August", "September", "Oktober", "November", "Dezember",
    ),
    day="{day}. {month} {year}",
    money="{sign}{pounds} £",
    separators=str.maketrans(",.", ".,"),
)  # fmt: skip
VOICES: Mapping[str, Voice] = {"en": EN, "de": DE}


def told(voice: Voice, element: str, rows: Sequence[Row]) -> str:
    """What `rows` of `element` say; cells stand in the order of the bank's estate."""
    teller = {"card_delivery": deliveries, "balance": balances, "fees": fees}.get(element, _plain)
    return teller(voice, [tuple(map(_shown, row)) for row in rows])


def _shown(cell: str) -> str:
    return "".join(letter for letter in cell[:CELL_LIMIT] if letter.isprintable())


def deliveries(voice: Voice, rows: Sequence[Row]) -> str:
    """Where cards are, of rows (delivery, card, status, day)."""
    lines = (_delivery(voice, row) for row in rows[:ROWS_LIMIT])
    return " ".join(lines) or voice.no_delivery


def _delivery(voice: Voice, row: Row) -> str:
    match row:
        case (_, card, status, expected_on):
            sentence = voice.deliveries.get(status, voice.delivery)
            return sentence.format(card=_word(voice, card), status=status, day=_day(voice, expected_on))
        case _:
            return ", ".join(row)


def balances(voice: Voice, rows: Sequence[Row]) -> str:
    """How accounts stand, of rows (kind, balance)."""
    lines = (_balance(voice, row) for row in rows[:ROWS_LIMIT])
    return " ".join(lines) or voice.no_balance


def _balance(voice: Voice, row: Row) -> str:
    match row:
        case (kind, amount):
            return voice.balance.format(kind=_word(voice, kind), amount=_money(voice, amount))
        case _:
            return ", ".join(row)


def fees(voice: Voice, rows: Sequence[Row]) -> str:
    """The latest fees, of rows (day, reason, amount)."""
    lines = (_fee(voice, row) for row in sorted(rows, reverse=True)[:ROWS_LIMIT])
    return "\n".join(lines) or voice.no_fee


def _fee(voice: Voice, row: Row) -> str:
    match row:
        case (charged_on, reason, amount):
            day, money = _day(voice, charged_on), _money(voice, amount)
            return voice.fee.format(day=day, reason=_word(voice, reason), amount=money)
        case _:
            return ", ".join(row)


def _plain(_voice: Voice, rows: Sequence[Row]) -> str:
    return "\n".join(", ".join(row) for row in rows[:ROWS_LIMIT]) or "–"


def _word(voice: Voice, word: str) -> str:
    return voice.words.get(word, word)


def _day(voice: Voice, iso: str) -> str:
    try:
        on = date.fromisoformat(iso)
    except ValueError:
        return iso
    return voice.day.format(day=on.day, month=voice.months[on.month - 1], year=on.year)


def _money(voice: Voice, number: str) -> str:
    """The amount in pounds as people write it.

    >>> _money(EN, "-1234.5"), _money(DE, "1234.5")
    ('-£1,234.50', '1.234,50 £')
    """
    try:
        amount = Decimal(number)
        pounds = f"{abs(amount):,.2f}".translate(voice.separators)
    except (InvalidOperation, ValueError):
        return number
    return voice.money.format(sign="-" if amount < 0 else "", pounds=pounds)
