"""What customers read on our pages, in their language."""

from collections.abc import Mapping

from msgspec import Struct

Language = str


class Words(Struct, frozen=True, kw_only=True):
    """The texts of the customers' pages in one language; {…} is filled in."""

    chat: str
    welcome: str
    privacy: str
    you: str
    bot: str
    house: str
    desk: str
    message: str
    send: str
    new_talk: str
    other_language: str
    sign_in: str
    sign_in_why: str
    sign_in_later: str
    signed_in: str
    with_people: str
    closed: str
    prove: str
    prove_why: str
    email: str
    password: str
    go_on: str
    wrong: str
    code: str
    code_why: str
    code_sent: str
    code_again: str
    wrong_code: str
    spent: str
    check: str
    limits: str
    proved: str
    proved_why: str
    back: str
    close_page: str
    gone: str
    gone_why: str


_EN = Words(
    chat="Chat with us",
    welcome="Ask about a card on its way, your balance, a fee, or our opening hours.",
    privacy="Please send no passwords, PINs or full card numbers. Nobody here needs them.",
    you="You",
    bot="{bot}, our bot",
    house="Notice",
    desk="A person at {desk}",
    message="Your message",
    send="Send",
    new_talk="New conversation",
    other_language="Deutsch",
    sign_in="Sign in to go on",
    sign_in_why="Your question is remembered. You are asked for your password and a code on a page of its own.",
    sign_in_later="Signing in now saves time: the desk may not see anything of yours before.",
    signed_in="You are signed in for this conversation.",
    with_people="You are with {desk}. The bot no longer takes part. Your reference is {reference}.",
    closed="This conversation has ended.",
    prove="Show that it is you",
    prove_why="We show and change nothing of yours before we know that it is you. No agent can skip this step.",
    email="Your e-mail address",
    password="Your password",  # noqa: S106  # a label
    go_on="Go on",
    wrong="That did not work. Check both and try again.",
    code="Your six-digit code",
    code_why="If what you entered is right, a code is on its way to the phone number that we have on file.",
    code_sent="A new code may be on its way. The one before no longer works.",
    code_again="Send a new code",
    wrong_code="That code did not work. Codes are good for five minutes, once, and for three tries.",
    spent="Too many codes were wrong today. Nothing can be proved here until tomorrow: please use another way.",
    check="Check the code",
    limits="After five failures in a row, signing in is locked for 30 minutes.",
    proved="Thank you, it is you",
    proved_why="You can go back to where you came from. This link has done its work and is no longer good.",
    back="Back to the chat",
    close_page="If you are on the phone, just go on talking. You can close this page.",
    gone="This link no longer works",
    gone_why="It was used, is too old, or was never ours. The chat, or an agent on the phone, gives you a new one.",
)
_DE = Words(
    chat="Chat mit uns",
    welcome="Fragen Sie nach einer Karte, Ihrem Kontostand, einer Gebühr oder unseren Öffnungszeiten.",
    privacy="Bitte senden Sie keine Passwörter, PINs oder ganzen Kartennummern. Niemand braucht sie hier.",
    you="Sie",
    bot="{bot}, unser Bot",
    house="Hinweis",
    desk="Ein Mensch: {desk}",
    message="Ihre Nachricht",
    send="Senden",
    new_talk="Neues Gespräch",
    other_language="English",
    sign_in="Anmelden und weiter",
    sign_in_why="Ihre Frage ist vorgemerkt. Passwort und Code geben Sie auf einer eigenen Seite ein.",
    sign_in_later="Es spart Zeit, sich jetzt anzumelden: vorher sieht dort niemand etwas von Ihnen.",
    signed_in="Sie sind für dieses Gespräch angemeldet.",
    with_people="Sie sind bei {desk}. Der Bot ist nicht mehr dabei. Ihr Zeichen: {reference}.",
    closed="Dieses Gespräch ist beendet.",
    prove="Zeigen Sie, dass Sie es sind",
    prove_why="Wir zeigen und ändern nichts, bevor wir das wissen. Niemand bei uns kann diesen Schritt überspringen.",
    email="Ihre E-Mail-Adresse",
    password="Ihr Passwort",  # noqa: S106  # a label
    go_on="Weiter",
    wrong="Das hat nicht geklappt. Prüfen Sie beides und versuchen Sie es noch einmal.",
    code="Ihr sechsstelliger Code",
    code_why="Wenn Ihre Angaben stimmen, ist ein Code an Ihre hinterlegte Telefonnummer unterwegs.",
    code_sent="Ein neuer Code ist vielleicht unterwegs. Der vorige gilt nicht mehr.",
    code_again="Neuen Code senden",
    wrong_code="Dieser Code ging nicht. Ein Code gilt fünf Minuten, einmal und für drei Versuche.",
    spent="Heute waren zu viele Codes falsch. Bis morgen geht hier nichts mehr: bitte wählen Sie einen anderen Weg.",
    check="Code prüfen",
    limits="Nach fünf Fehlern hintereinander ist die Anmeldung 30 Minuten gesperrt.",
    proved="Danke, Sie sind es",
    proved_why="Sie können dahin zurück, wo Sie waren. Dieser Link hat seinen Dienst getan und gilt nicht mehr.",
    back="Zurück zum Chat",
    close_page="Wenn Sie telefonieren, sprechen Sie einfach weiter. Sie können diese Seite schließen.",
    gone="Dieser Link gilt nicht mehr",
    gone_why="Er wurde benutzt, ist zu alt oder war nie von uns. Im Chat oder am Telefon bekommen Sie einen neuen.",
)
WORDS: Mapping[Language, Words] = {"en": _EN, "de": _DE}


def language(asked: str, otherwise: str = "en") -> Language:
    """A language that we have words for.

    >>> language("de"), language("xx"), language("", "de")
    ('de', 'en', 'de')
    """
    return asked if asked in WORDS else otherwise if otherwise in WORDS else "en"
