"""Codes: PIN, the card's security code, one-time codes, recovery codes and answers to security questions.

Their length is small and their digits say nothing: a word for them has to stand close by, or they were asked for.
"""

import re
from collections.abc import Iterator
from typing import Final

from needline.spot.expression import Expression
from needline.spot.finding import Finding, Found
from needline.spot.rule import Rule, type_of_find
from needline.spot.secrets.told import SAID_OF_IT

_D: Final = r"(?<![0-9.,])"
_GAP: Final = r"[^0-9\n]{0,24}?"
_CARD_CODE_WORD: Final = (
    r"(?:cvv2?|cvc2?|cvn2?|ccv|csc|cid|card (?:verification|security) (?:code|number|value)|security (?:code|number|"
    r"digits)|"
    r"(?:three|3|four|4)[ -]?(?:digits?|numbers?)(?: code)? (?:on|at) the (?:back|front|reverse)|(?:code|digits|"
    r"number) (?:on|at) the back|"
    r"pr(?:ü|ue)f(?:nummer|ziffer)|kartenpr(?:ü|ue)fnummer|sicherheitscode|cryptogramme(?: visuel)?|"
    r"code de sécurité|código de (?:seguridad|segurança)|"
    r"codice di sicurezza|beveiligingscode|kod (?:cvv|cvc|zabezpieczający)|bezpečnostní kód|säkerhetskod)"
)
_PIN_WORD: Final = (
    r"(?:pin|pin[ -]?(?:code|number|nummer|kod|kode)|code pin|kod pin|geheimzahl|code secret|código pin|nip|"
    r"atm (?:code|pin)|telephone banking code|voicemail code|access code|unlock code|door code|alarm code|puk)"
)
_CARD_CODE: Final = Expression(
    rf"(?<![\w]){_CARD_CODE_WORD}(?!\w){_GAP}{_D}(?P<code>[0-9](?:[ -]?[0-9]){{2,3}})(?![0-9]|[.,][0-9]|[ ]?(?:%|€|"
    r"\$|£|days?|hours?|times?|minutes?|attempts))",
    re.IGNORECASE,
)
_PIN: Final = Expression(
    rf"(?<![\w]){_PIN_WORD}(?!\w|[ -]?code for \d)(?:[ ](?:is|was|number|code|no|:|=|ist|est|es|è|é|to|je|är|"
    rf"for my \w+(?: \w+)? is)){{0,3}}[ ]?[:=#]?[ ]{{0,2}}[\"'(]?{_D}(?P<code>[0-9](?:[ -]?[0-9]){{3,7}})"
    r"(?![0-9A-Za-z]|[.,/][0-9])",
    re.IGNORECASE,
)
_ONE_TIME_WORD: Final = (
    r"(?:otp|o\.t\.p|one[- ]?time[- ]?(?:pass(?:word|code)?|code|pin)|verification (?:code|number|pin)|"
    r"confirmation pin|auth(?:entication|enticator|orization|orisation)? code|sms[ -]?(?:code|tan)|"
    r"(?:2fa|mfa|two[- ]factor|totp|login|log-?in|sign[- ]?in|access|security|pass)[ -]?code|passcode|"
    r"text(?:ed)? (?:me )?code|"
    r"(?:code|coed|cdoe) (?:you|u|they|that you|i was|which you|i got|i received|i have|from (?:the |my )?(?:text|"
    r"sms|app|email|e-mail|message))[^0-9\n]{0,30}?(?:is|was|:|=|-)|(?:code|coed|cdoe) (?:is|was|:|=)|"
    r"einmal(?:code|passwort|kennwort)|best(?:ä|ae)tigungscode|verifizierungscode|freigabecode|(?:mobile|m|sms|i|"
    r"push)?-?tan|code (?:de vérification|reçu|sms|de confirmation|à usage unique)|"
    r"código (?:de (?:verificación|verificação|confirmación|confirmação|acceso|acesso)|sms|que (?:me|recibí|recebi)"
    r"[^0-9\n]{0,20})|codice (?:di (?:verifica|conferma|accesso)|otp|sms|ricevuto)|"
    r"verificatiecode|bevestigingscode|inlogcode|kod (?:weryfikacyjny|sms|autoryzacyjny|jednorazowy|potwierdzający)|"
    r"ověřovací kód|verifieringskod(?:en)?|engångskod(?:en)?|engangskode|bekreftelseskode|vahvistuskoodi|"
    r"doğrulama kodu|cod de verificare)"
)
_ONE_TIME: Final = Expression(
    rf"(?<![\w]){_ONE_TIME_WORD}(?!\w)[^0-9\n]{{0,20}}?(?<![\w.,€$£#/-])(?P<code>[0-9]{{4,8}}|"
    r"[0-9]{3}[ -][0-9]{3,4}|[A-Z]{1,3}-[0-9]{4,8})(?![\w]|[.,/-][0-9]|[ ]?(?:%|€|\$|£|times|days|hours|"
    r"minutes|o'clock))",
    re.IGNORECASE,
)
_DISCOUNT: Final = Expression(
    r"\b(?:promo|discount|coupon|voucher|gift|zip|post(?:al)?|error|area|country|dress|booking|order|status|http|"
    r"product|item|reference|sort|swift|referral|tracking|qr|bar|airport|diagnostic|response|exit)[ -]?\Z",
    re.IGNORECASE,
)
_RECOVERY: Final = Expression(
    r"(?<!\w)(?:(?:recovery|backup|back-up|reset|restore|rescue|emergency|scratch|unlock|bitlocker|2fa|mfa|totp|"
    r"authenticator)[ -]?(?:codes?|keys?|phrases?|seeds?|secrets?|words)|"
    r"seed phrase|mnemonic|wiederherstellungs(?:code|schlüssel)s?|code de (?:secours|récupération)|"
    r"código de (?:recuperación|respaldo|recuperação)|codice di (?:recupero|backup)|herstelcode|kod odzyskiwania)"
    r"(?!\w)[ ]{0,2}(?:is|are|was|ist|est|es|è|é|to)?[ ]?[:=]?[ \n]{0,2}[\"'(]?(?P<code>(?=[^\s]{0,60}[0-9])"
    r"[A-Za-z0-9][A-Za-z0-9_.\-]{5,100}(?:[ ,\n]{1,2}(?=[^\s]{0,30}[0-9])"
    r"[A-Za-z0-9]{4,12}(?:-[A-Za-z0-9]{4,12}){0,8}){0,15}"
    r"|(?:[a-z]{3,8}[ ]){11,23}[a-z]{3,8})",
    re.IGNORECASE,
)
_ANSWER: Final = Expression(
    r"(?<!\w)(?:mother'?s maiden name|maiden name of (?:my|your) mother|(?:name of )?(?:my |your )?first (?:pet|"
    r"school|car|teacher|concert|street)(?:'s name)?|childhood (?:friend|pet|nickname|hero)|favou?rite (?:teacher|"
    r"pet|book from school)(?:'s name)?|"
    r"security (?:answer|question answer)|answer to (?:my|the) (?:security|secret) question|secret (?:answer|"
    r"question answer)|"
    r"mädchenname (?:meiner|der) mutter|geburtsname (?:meiner|der) mutter|(?:name )?(?:meines )?ersten haustieres?|"
    r"sicherheitsantwort|nom de jeune fille de ma mère|apellido de soltera de mi madre|"
    r"cognome da nubile di mia madre|meisjesnaam van mijn moeder|nome de solteira da minha mãe|"
    r"nazwisko panieńskie (?:mojej )?matki)"
    r"[ ]?(?:is|was|are|ist|war|lautet|est|es|è|é|to|:|"
    r"=){1,2}[ :]{1,3}[\"“'(]?(?P<code>[^\W_][\w'’\-]{1,30}(?:[ ][A-Z][\w'’\-]{1,30}){0,2})",
    re.IGNORECASE,
)
_CODE_FIRST: Final = Expression(
    r"(?<![\w.,€$£#/-])(?:[A-Z]-)?(?P<code>[0-9]{4,8}|[0-9]{3}[ -][0-9]{3})[ ]{1,2}(?:is|ist|est|es|è|é|to|is je)[ ]"
    r"(?:your|my|the|ihr|dein|votre|tu|su|il tuo|uw|twój)[ ](?:[^\W\d_]+[ ]){0,4}?"
    r"(?:code|otp|pin|passcode|einmalcode|bestätigungscode|código|codice|kod)(?!\w)",
    re.IGNORECASE,
)
_DIGIT: Final = Expression(r"[0-9]")


def _finder(what: Found, score: float, why: str, *patterns: Expression) -> type_of_find:
    def _find(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # every rule is asked so
        if what in {Found.SECURITY_CODE, Found.ONE_TIME_CODE} and not _DIGIT.search(text):
            return
        for match in (match for pattern in patterns for match in pattern.finditer(text)):
            before = text[max(0, match.start() - 16) : match.start()]
            if not (_DISCOUNT.search(before) or SAID_OF_IT.match(text, match.start("code"))):
                yield Finding(*match.span("code"), what, score, why)

    return _find


_BARE: Final = Expression(
    r"(?<![\w.,/#€$£+-])(?P<code>[0-9]{3,8}|[0-9]{3}[ -][0-9]{3}|[0-9](?: [0-9]){2,7})(?![\w]|[.,/-][0-9])"
)
_WANTED: Final = (Found.SECURITY_CODE, Found.ONE_TIME_CODE, Found.PASSWORD)


def _asked(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:
    """Three to eight digits in a short answer, when a code was asked for."""
    wanted = next((what for what in _WANTED if what in asked), None)
    if wanted and len(text.split()) <= _SHORT:
        for match in _BARE.finditer(text):
            yield Finding(*match.span("code"), wanted, 0.9, "digits, in answer to a question for a code")


_SHORT: Final = 14  # words of an answer that is little but the value
RULES: tuple[Rule, ...] = (
    Rule(
        name="card codes",
        triggers=(
            (
                r"[^a-z](?:cvv|cvc|cvn|ccv|csc|cid)(?:2|[^a-z])|(?:security|verification) (?:code|nu|di|value)|"
                r"(?:on|at) the (?:back|front|reverse)|pr(?:ü|ue)f[nz]|sicherheitscode|cryptogramme|"
                r"sécurité|de seguri|di sicurezza|beveilig|zabezpiecz|bezpečnostní|säkerhet"
            ),
        ),
        find=_finder(Found.SECURITY_CODE, 0.97, "digits, after a word for a card's security code", _CARD_CODE),
    ),
    Rule(
        name="PINs",
        triggers=(
            (
                r"[^a-z](?:(?:pin|puk|nip)(?:[^a-z]|co|nu|ko)|geheimzahl|code secret|código pin|atm (?:co|pin)|"
                r"(?:access|unlock|door|alarm|banking|voicemail) code)"
            ),
        ),
        find=_finder(Found.SECURITY_CODE, 0.95, "digits, after a word for a PIN", _PIN),
    ),
    Rule(
        name="one-time codes",
        triggers=(
            (
                r"(?:c[od]{2}e|otp|o\.t\.p|verification|confirmation pin|código|codice|kod|"
                r"kode|kód|koden|koodi|kodu|cod de|"
                r"[^a-z]tan|[^a-z](?:mobile|m|sms|i|push)-?tan)[^a-z]|one[- ]?time|einmal"
            ),
            r"[0-9] {1,2}(?:is|ist|est|es|è|é|to|is je) (?:your|my|the|ihr|dein|votre|tu|su|il tuo|uw|twój) ",
        ),
        find=_finder(Found.ONE_TIME_CODE, 0.95, "digits, beside a word for a one-time code", _CODE_FIRST, _ONE_TIME),
    ),
    Rule(
        name="recovery codes",
        triggers=(
            (
                r"(?:recovery|back-?up|reset|restore|rescue|emergency|scratch|unlock|bitlocker|2fa|mfa|totp|authenticator)"
                r"[ -]?(?:code|key|phrase|seed|secret|word)|seed phrase|mnemonic|wiederherst|de secours|récupération|"
                r"de recupera|de respaldo|di (?:recupero|backup)|herstelcode|odzysk"
            ),
        ),
        find=_finder(Found.ACCESS_KEY, 0.95, "a value, after a word for a recovery code", _RECOVERY),
    ),
    Rule(
        name="security answers",
        triggers=(
            (
                r"(?:maiden|first (?:pet|school|car|teacher|concert|street)|childhood|favou?rite (?:tea|pet|book)|"
                r"security (?:answer|question)|secret (?:answer|question)|"
                r"mädchenname|geburtsname|haustier|sicherheitsantwort|jeune fille|soltera|nubile|meisjesnaam|"
                r"solteira|"
                r"panieńskie)"
            ),
        ),
        find=_finder(Found.PASSWORD, 0.93, "the answer to a security question", _ANSWER),
    ),
    Rule(name="codes given as an answer", triggers=("[0-9]",), find=_asked),
)
