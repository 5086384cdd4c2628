"""Identity numbers whose check digits mostly hold."""

from random import Random

from train.shapes import filled

A, B = 0.85, 0.5
IBANS = {
    "DE": 18,
    "AT": 16,
    "CH": 17,
    "FR": 23,
    "BE": 12,
    "ES": 20,
    "IT": 23,
    "NL": 14,
    "PT": 21,
    "PL": 24,
    "CZ": 20,
    "SE": 20,
    "DK": 14,
    "NO": 11,
    "FI": 14,
    "HU": 24,
    "RO": 20,
    "TR": 22,
    "GB": 18,
    "IE": 18,
}
BANKS = {"GB": "@@@@", "IE": "@@@@", "NL": "@@@@", "RO": "@@@@", "IT": "@"}


def luhn(body: str) -> str:
    """Return the digit that makes `body` pass Luhn (ISO/IEC 7812-1)."""
    total = 0
    for at, sign in enumerate(reversed(body)):
        digit = int(sign) * (2 if at % 2 == 0 else 1)
        total += digit - 9 if digit > 9 else digit
    return str(-total % 10)


def weighted(body: str, weights: tuple[int, ...]) -> int:
    return sum(int(sign) * weight for sign, weight in zip(body, weights, strict=False))


def iban(country: str, rng: Random) -> str:
    """Return an IBAN (ISO 13616) of `country` or, where it has none, of another; together, in fours, or small."""
    code = country if country in IBANS else rng.choice(tuple(IBANS))
    bank = filled(BANKS.get(code, ""), rng)
    body = bank + filled("#" * (IBANS[code] - len(bank)), rng)
    check = 98 - int("".join(str(int(sign, 36)) for sign in body + code + "00")) % 97
    text = f"{code}{check if rng.random() < 0.93 else rng.randint(10, 97):02}{body}"
    roll = rng.random()
    if roll < 0.55:
        text = " ".join(text[at : at + 4] for at in range(0, len(text), 4))
    return text.lower() if roll > 0.93 else text


def birth(rng: Random, *, year_digits: int = 2) -> tuple[str, str, str]:
    year = str(rng.randint(1930, 2006))
    return year[4 - year_digits :], f"{rng.randint(1, 12):02}", f"{rng.randint(1, 28):02}"


def number(country: str, rng: Random) -> str:  # noqa: C901, PLR0912, PLR0915  # one branch per country
    """Return an identity number of `country` in one of the ways people write it."""

    def f(shape: str) -> str:
        return filled(shape, rng)

    def one(*choices: str) -> str:
        return f(rng.choice(choices))

    yy, mm, dd = birth(rng)
    match country:
        case "US":
            return one(*(["%##-##-####"] * 5), "%########", "%## ## ####", "###-##-####", "9##-7#-####")
        case "GB":
            body = rng.choice("ABCEGHJKLMNPRSTWXYZ") + rng.choice("ABCEGHJKLMNPRSTWXYZ")
            return one(
                f"{body}######{rng.choice('ABCD')}",
                f"{body} ## ## ## {rng.choice('ABCD')}",
                f"{body}######{rng.choice('ABCD')}".lower(),
                "### ### ####",
                f"{body} ###### {rng.choice('ABCD')}",
                "%#########",
            )
        case "IE":
            body = f("#######")
            check = "WABCDEFGHIJKLMNOPQRSTUV"[weighted(body, (8, 7, 6, 5, 4, 3, 2)) % 23]
            return body + check + rng.choice(("", "A", "W", "T"))
        case "AU":
            return one("### ### ###", "#########", "#### ##### #", "%### ##### #")
        case "IN":
            return one("%### #### ####", "%###########", "@@@P@####@", "@@@P@####@")
        case "DE":
            body = f("%#########")
            product = 10
            for sign in body:
                total = (int(sign) + product) % 10 or 10
                product = total * 2 % 11
            text = body + str((11 - product) % 10)
            return rng.choice(
                (
                    text,
                    f"{text[:2]} {text[2:5]} {text[5:8]} {text[8:]}",
                    f(f"##{dd}{mm}{yy}@###"),
                    f(f"## {dd}{mm}{yy} @ ###"),
                )
            )
        case "AT":
            return rng.choice((f(f"%### {dd}{mm}{yy}"), f(f"%###{dd}{mm}{yy}"), f("##-###/####")))
        case "CH":
            body = "756" + f("#########")
            text = body + str(-weighted(body, (1, 3) * 6) % 10)
            return rng.choice((f"{text[:3]}.{text[3:7]}.{text[7:11]}.{text[11:]}", text))
        case "FR":
            body = f"{rng.choice('12')}{yy}{mm}{rng.randint(1, 95):02}" + f("######")
            key = f"{97 - int(body) % 97:02}"
            return rng.choice(
                (
                    body + key,
                    f"{body[0]} {body[1:3]} {body[3:5]} {body[5:7]} {body[7:10]} {body[10:13]} {key}",
                    f"{body} {key}",
                )
            )
        case "BE":
            body = f"{yy}{mm}{dd}" + f("###")
            key = f"{97 - int(body) % 97:02}"
            return rng.choice((body + key, f"{yy}.{mm}.{dd}-{body[6:]}.{key}", f"{yy}{mm}{dd}-{body[6:]}-{key}"))
        case "ES":
            body = f("%#######")
            letter = "TRWAGMYFPDXBNJZSQVHLCKE"[int(body) % 23]
            nie = f("#######")
            return rng.choice(
                (
                    body + letter,
                    f"{body}-{letter}",
                    f"{body[:2]}.{body[2:5]}.{body[5:]}-{letter}",
                    (body + letter).lower(),
                    f"X{nie}{'TRWAGMYFPDXBNJZSQVHLCKE'[int(nie) % 23]}",
                )
            )
        case "IT":
            body = (
                "".join(rng.choices("BCDFGLMNPRSTVZ", k=6))
                + yy
                + rng.choice("ABCDEHLMPRST")
                + f"{rng.randint(1, 28) + rng.choice((0, 40)):02}"
                + f("@###@")
            )
            return body.lower() if rng.random() < 0.15 else body
        case "NL":
            while True:
                body = f("%#######")
                rest = weighted(body, (9, 8, 7, 6, 5, 4, 3, 2)) % 11
                if rest < 10:
                    return rng.choice(
                        (
                            f"{body}{rest}",
                            f"{body}{rest}",
                            f"{body[:4]}.{body[4:6]}.{body[6:]}{rest}",
                            f"{body[:3]} {body[3:6]} {body[6:]}{rest}",
                        )
                    )
        case "PL":
            body = f"{yy}{mm}{dd}" + f("####")
            return rng.choice(
                (
                    body + str(-weighted(body, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10),
                    f("%##-###-##-##"),
                    f("@@@ ######"),
                    body + f("#"),
                )
            )
        case "PT":
            body = rng.choice("1235") + f("#######")
            rest = 11 - weighted(body, (9, 8, 7, 6, 5, 4, 3, 2)) % 11
            text = body + str(rest if rest < 10 else 0)
            return rng.choice((text, f"{text[:3]} {text[3:6]} {text[6:]}", f("%####### # @@#")))
        case "BR":
            body = f("#########")
            for _ in range(2):
                rest = (
                    11
                    - sum(int(sign) * weight for sign, weight in zip(reversed(body), range(2, 12), strict=False)) % 11
                )
                body += str(rest if rest < 10 else 0)
            return rng.choice(
                (
                    f"{body[:3]}.{body[3:6]}.{body[6:9]}-{body[9:]}",
                    f"{body[:3]}.{body[3:6]}.{body[6:9]}-{body[9:]}",
                    body,
                    f("##.###.###-#"),
                )
            )
        case "MX":
            return one(f"@@@@{yy}{mm}{dd}{rng.choice('HM')}@@@@@&#", f"@@@@{yy}{mm}{dd}&&&")
        case "CZ":
            body = f"{yy}{mm}{dd}" + f("###")
            rest = int(body) % 11 % 10
            return rng.choice((f"{body[:6]}/{body[6:]}{rest}", f"{body}{rest}"))
        case "SE":
            body = f"{yy}{mm}{dd}" + f("###")
            return (
                f"{rng.choice(('', '19', ''))}{body[:6]}{rng.choice('-- ')}{body[6:]}{luhn(body)}"
                if rng.random() < A
                else body + luhn(body)
            )
        case "DK":
            return f(f"{dd}{mm}{yy}{rng.choice(('-', '', '-'))}####")
        case "NO":
            return f(f"{dd}{mm}{yy}{rng.choice((' ', ''))}#####")
        case "FI":
            serial = f("###")
            return f"{dd}{mm}{yy}{rng.choice('-A-')}{serial}{'0123456789ABCDEFHJKLMNPRSTUVWXY'[int(dd + mm + yy + serial) % 31]}"
        case "HU":
            return rng.choice((f(f"{rng.choice('12')}-{yy}{mm}{dd}-####"), f("8#########"), f("######@@")))
        case "RO":
            body = f"{rng.choice('12')}{yy}{mm}{dd}" + f("#####")
            return body + str(weighted(body, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11 % 10)
        case _:
            body = f("%########")
            tenth = (sum(map(int, body[::2])) * 7 - sum(map(int, body[1::2]))) % 10
            return f"{body}{tenth}{(sum(map(int, body)) + tenth) % 10}"
