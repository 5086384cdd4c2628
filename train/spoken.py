"""Values as they are said on the phone and written down by a speech recogniser."""

import re
from random import Random

DIGITS = {
    "en": "zero one two three four five six seven eight nine",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "it": "zero uno due tre quattro cinque sei sette otto nove",
    "nl": "nul een twee drie vier vijf zes zeven acht negen",
    "pt": "zero um dois três quatro cinco seis sete oito nove",
    "pl": "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć",
    "cs": "nula jedna dva tři čtyři pět šest sedm osm devět",
    "sv": "noll ett två tre fyra fem sex sju åtta nio",
    "da": "nul en to tre fire fem seks syv otte ni",
    "no": "null en to tre fire fem seks sju åtte ni",
    "fi": "nolla yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän",
    "hu": "nulla egy kettő három négy öt hat hét nyolc kilenc",
    "ro": "zero unu doi trei patru cinci șase șapte opt nouă",
    "tr": "sıfır bir iki üç dört beş altı yedi sekiz dokuz",
}
DIGIT_WORDS = {language: tuple(line.split()) for language, line in DIGITS.items()}
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
    "eighteenth nineteenth twentieth"
).split()
MONTHS = "january february march april may june july august september october november december".split()
NATO = dict(zip("abcdefghijklmnopqrstuvwxyz", "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey x-ray yankee zulu".split(), strict=True))  # fmt: skip
FRIENDS = dict(zip("abcdefghijklmnopqrstuvwxyz", "apple,adam,anna;bob,boy,ben;cat,charlie,carl;dog,david,dad;edward,egg,elephant;frank,fred,fox;george,girl,good;harry,henry,hotel;ice,igloo,india;jack,john,jam;king,kite,kilo;larry,lemon,love;mary,mike,mother;nancy,nick,nora;oliver,orange,oscar;peter,paul,pink;queen,quick,quebec;robert,roger,rabbit;sam,sugar,susan;tom,tiger,tango;umbrella,under,uncle;victor,violet,van;william,water,whiskey;xray,x-ray,xylophone;yellow,yankee,young;zebra,zulu,zoo".split(";"), strict=True))  # fmt: skip
AT = {
    "en": "at",
    "de": "at",
    "fr": "arobase",
    "es": "arroba",
    "it": "chiocciola",
    "nl": "apenstaartje",
    "pl": "małpa",
    "pt": "arroba",
}
DOT = {
    "en": "dot",
    "de": "punkt",
    "fr": "point",
    "es": "punto",
    "it": "punto",
    "nl": "punt",
    "pl": "kropka",
    "pt": "ponto",
}


def two(number: int) -> str:
    """Return an English number below a hundred in words."""
    if number < 10:
        return DIGIT_WORDS["en"][number]
    if number < 20:
        return TEENS[number - 10]
    return TENS[number // 10] + (f" {DIGIT_WORDS['en'][number % 10]}" if number % 10 else "")


def said_digits(text: str, language: str, rng: Random) -> str:
    """Return the digits of `text` as they are said; letters stay, alone."""
    table = DIGIT_WORDS.get(language, DIGIT_WORDS["en"])
    signs = re.sub(r"\W", "", text)
    how = rng.random()
    if how < 0.15:  # a recogniser that writes digits
        return " ".join(signs) if how < 0.1 else re.sub(r"(\d{1,3})", r"\1 ", signs).strip()
    oh = "oh" if language == "en" and rng.random() < 0.4 else table[0]
    out: list[str] = []
    at = 0
    while at < len(signs):
        sign = signs[at]
        if language == "en" and sign.isdigit() and signs[at : at + 3] == sign * 3 and rng.random() < 0.6:
            out.append(f"triple {_word(sign, table, oh)}")
            at += 3
        elif language == "en" and sign.isdigit() and signs[at : at + 2] == sign * 2 and rng.random() < 0.6:
            out.append(f"double {_word(sign, table, oh)}")
            at += 2
        elif (
            language == "en"
            and how > 0.8
            and signs[at : at + 2].isdigit()
            and len(signs) - at > 1
            and sign != "0"
            and rng.random() < 0.7
        ):
            out.append(two(int(signs[at : at + 2])))
            at += 2
        else:
            out.append(_word(sign, table, oh))
            at += 1
        if rng.random() < 0.02:
            out.append(rng.choice(("uh", "um", "and then", "er")))
    return (", " if how > 0.97 else " ").join(out)


def _word(sign: str, table: tuple[str, ...], oh: str) -> str:
    if not sign.isdecimal():
        return sign.lower()
    return oh if sign == "0" else table[int(sign)]


def said_phone(phone: str, language: str, rng: Random) -> str:
    """Return a phone number as it is said, in its groups."""
    groups = [group for group in re.split(r"\D+", phone) if group]
    gap = rng.choice((" ", " ", " ", ", "))
    plus = "plus " if phone.startswith("+") and rng.random() < 0.8 else ""
    if rng.random() < 0.1:
        return " ".join(groups)
    return plus + gap.join(said_digits(group, language, rng) for group in groups)


def said_email(local: str, domain: str, language: str, rng: Random) -> str:
    """Return an e-mail address as it is said, or as a transcript with the signs lost has it."""
    at, dot = AT.get(language, "at"), DOT.get(language, "dot")
    how = rng.random()
    if how < 0.12:
        return f"{local}{domain}".replace(".", "").replace("@", "")
    if how < 0.2:
        return f"{local} {domain}".replace(".", "")
    if how < 0.28:
        return f"{local} {domain}".replace(".", " ").replace("_", " ")
    if how < 0.34:
        return f"{local} at {domain}"
    if how < 0.4:
        return rng.choice(
            (
                f"{local}(at){domain}",
                f"{local} [at] {domain.replace('.', ' [dot] ')}",
                f"{local} @ {domain}",
                f"{local}@ {domain}",
            )
        )
    text = f" {at} ".join((local, domain))
    text = (
        text.replace(".", f" {dot} ")
        .replace("_", " underscore " if language == "en" else " _ ")
        .replace("-", " dash " if language == "en" else " - ")
    )
    if rng.random() < 0.7:
        text = re.sub(r"\d+", lambda match: f" {said_digits(match[0], language, rng)}", text)
    else:
        text = re.sub(r"(?<=[a-z])(\d+)", r" \1", text)
    return re.sub(" +", " ", text).strip()


def spelled(name: str, language: str, rng: Random) -> str:
    """Return a name spelt out, alone or behind itself."""
    letters = [letter for letter in name.lower() if letter.isalpha()]
    how = rng.random()
    if language == "en" and how < 0.3:
        link = rng.choice((" as in ", " as in ", " for ", " like ", " like in "))
        some = rng.random() < 0.4
        said = " ".join(
            letter
            if (some and rng.random() < 0.6) or letter not in FRIENDS
            else f"{letter}{link}{rng.choice(FRIENDS[letter].split(','))}"
            for letter in letters
        )
    elif how < 0.38:
        said = " ".join(NATO.get(letter, letter) for letter in letters)
    else:
        gap = rng.choice((" ", " ", "-", ", ", ". ", "."))
        said = gap.join(letters)
        said = said.upper() if how > 0.7 else said
    if rng.random() < 0.3:
        return (
            f"{name.lower() if how < 0.7 else name}{rng.choice((' ', ', ', ' ', ' spelled ', ' that is '))}{said}"
            if language == "en"
            else f"{name}, {said}"
        )
    return said


def said_date(day: int, month: int, year: int, language: str, rng: Random) -> str:
    """Return a date as it is said in English; in other languages digit by digit words."""
    if language != "en":
        table = DIGIT_WORDS.get(language, DIGIT_WORDS["en"])
        return " ".join(
            (table[day % 10], table[month % 10], *(table[int(digit)] for digit in str(year)[rng.choice((0, 2)) :]))
        )
    ordinal = ORDINALS[day - 1] if day <= 20 else f"twenty {ORDINALS[day - 21]}"
    name = MONTHS[month - 1]
    head, tail = divmod(year, 100)
    long = (
        f"{two(head)} {two(tail)}"
        if head == 19 and tail > 9
        else (
            f"nineteen oh {two(tail)}"
            if head == 19
            else "two thousand" + (f"{rng.choice((' and ', ' '))}{two(tail)}" if tail else "")
        )
    )
    years = rng.choice((long, long, long, two(tail) if tail > 9 else f"oh {two(tail)}", str(year)))
    return rng.choice(
        (f"{ordinal} of {name} {years}", f"the {ordinal} of {name} {years}", f"{name} {ordinal} {years}", f"{name} the {ordinal} {years}", f"{two(day)} {two(month)} {years}", f"{ordinal} {name} {years}", f"{name} {two(day)} {years}", f"{day} {month} {year}", f"{ordinal} {two(month)} {years}", f"{day} {name} {year}", f"{ordinal} of the {ORDINALS[month - 1]} {years}")
    )  # fmt: skip
