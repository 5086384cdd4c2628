"""Made-up values for the tagger's training rows: what stands in a template's `{slot}`, and which label it bears.

Pools of names, streets and places are drawn once per locale from Faker (MIT); everything else is put together here,
because a row needs a dozen values and Faker takes a hundred microseconds for each.
"""

import re
import string
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from random import Random

from faker import Faker
from faker.providers.geo import Provider as Geo

from train import identity, shapes
from train.spoken import said_date, said_digits, said_email, said_phone, spelled

WORDS = Path(__file__).parent / "words"
LOCALES = tuple(shapes.COUNTRIES)
POOL = 2500
# Whose names travel: home locales and others in Latin letters.
ABROAD = tuple(
    "en_KE en_NG en_NZ en_PK en_TH es_AR es_CL es_CO et_EE fr_CA fr_CH fr_DZ ga_IE hr_HR id_ID ig_NG is_IS lt_LT lv_LV sk_SK sl_SI yo_NG zu_ZA vi_VN".split()
)


@lru_cache
def words(kind: str, language: str) -> tuple[str, ...]:
    """Return the list `words/<kind>.<language>.txt`, or the English one."""
    path = WORDS / f"{kind}.{language}.txt"
    if not path.exists():
        path = WORDS / f"{kind}.en.txt"
    lines = path.read_text("utf-8").splitlines() if path.exists() else ["thing"]
    return tuple(part.strip() for line in lines for part in line.split("|") if part.strip())


@lru_cache
def pool(locale: str, kind: str) -> tuple[str, ...]:
    """Return different first names, last names, streets, cities or countries of `locale`."""
    fake = Faker(locale)
    fake.seed_instance(20)
    if kind == "city":
        country = shapes.COUNTRIES[locale].code
        real = [place[2] for place in Geo.land_coords if place[3] == country]
        made = {fake.city() for _ in range(POOL // 3)}
        common = list(words("cities", shapes.COUNTRIES[locale].language))
        return (*sorted(made), *(real * 3), *(common * (3 if locale.startswith("en") else 2)))
    draw = {"first": fake.first_name, "last": fake.last_name, "street": fake.street_name, "country": fake.country}[
        kind
    ]
    many = {"country": 500, "street": 1500}.get(kind, POOL if locale in LOCALES else POOL // 4)
    found = {text for text in (draw() for _ in range(many)) if "Ã" not in text}
    if kind == "street" and locale.startswith("en"):
        return (*sorted(found), *(words("streets", "en") * 4))
    return tuple(sorted(found))


@lru_cache
def world() -> tuple[str, ...]:
    """Return cities of the whole world by their English names."""
    return tuple(sorted({place[2] for place in Geo.land_coords}))


class Values:
    """A source of values for one locale; `make` costs a few microseconds once the pools are drawn."""

    def __init__(self, locale: str, rng: Random, names: tuple[Sequence[str], Sequence[str]] = ((), ())) -> None:
        """Draw for `locale`; `names` are more first and last names, the commonest first (a census), for English."""
        self.locale, self.rng, self.names = locale, rng, dict(zip(("first", "last"), names, strict=True))
        self.country = shapes.COUNTRIES[locale]
        self.language = self.country.language
        self._slots: dict[str, tuple[str | None, Callable[[], str]]] = {
            "name": ("PERSON", self.name),
            "first": ("PERSON", self.first),
            "last": ("PERSON", self.last),
            "spelled": (
                "PERSON",
                lambda: spelled(self.rng.choice((self.first, self.last, self.last))(), self.language, rng),
            ),
            "email": ("EMAIL", self.email),
            "email_said": ("EMAIL", lambda: said_email(self.local_part(), self.domain(), self.language, rng)),
            "phone": ("PHONE", self.phone),
            "phone_said": ("PHONE", lambda: said_phone(self.phone(), self.language, rng)),
            "address": ("ADDRESS", self.address),
            "street": ("ADDRESS", self.street),
            "city": ("LOCATION", self.city),
            "country": ("LOCATION", lambda: self.of("country")),
            "postcode": ("LOCATION", self.postcode),
            "postcode_said": ("LOCATION", lambda: said_digits(self.postcode(), self.language, rng)),
            "card": ("CARD", self.card),
            "card_said": ("CARD", lambda: said_digits(self.card_digits(), self.language, rng)),
            "card_tail": ("CARD", lambda: self.fill("####")),
            "expiry": ("CARD", self.expiry),
            "iban": ("BANK", lambda: identity.iban(self.country.code, rng)),
            "account": ("BANK", lambda: self.one(shapes.ACCOUNTS.get(self.country.code, shapes.ACCOUNTS[""]))),
            "gov_id": ("GOV_ID", self.gov_id),
            "passport": ("GOV_ID", lambda: self.one(shapes.PASSPORTS)),
            "licence": ("GOV_ID", lambda: self.one(shapes.LICENCES.get(self.country.code, shapes.LICENCES[""]))),
            "dob": ("DOB", lambda: self.day(1925, 2012)),
            "dob_said": (
                "DOB",
                lambda: said_date(
                    rng.randint(1, 28), rng.randint(1, 12), rng.randint(1925, 2012), self.language, rng
                ),
            ),
            "order": ("ACCOUNT_ID", lambda: self.reference(shapes.ORDERS)),
            "customer": ("ACCOUNT_ID", lambda: self.reference(shapes.CUSTOMERS)),
            "booking": ("ACCOUNT_ID", lambda: self.reference(shapes.BOOKINGS)),
            "policy": ("ACCOUNT_ID", lambda: self.reference(shapes.POLICIES)),
            "claim": ("ACCOUNT_ID", lambda: self.reference(shapes.CLAIMS)),
            "ticket": ("ACCOUNT_ID", lambda: self.reference(shapes.TICKETS)),
            "user": ("ACCOUNT_ID", self.user),
            "password": ("SECRET", self.password),
            "pin": ("SECRET", lambda: self.fill(rng.choice(("####", "####", "####", "######", "#####", "## ##")))),
            "otp": ("SECRET", lambda: self.fill(rng.choice(shapes.OTPS))),
            "cvv": ("SECRET", lambda: self.fill(rng.choice(("###", "###", "###", "###", "####", "# # #")))),
            "key": ("SECRET", self.key),
            "maiden": ("SECRET", lambda: self.of("last")),
            "health": ("HEALTH", lambda: rng.choice(words("health", self.language))),
            "ip": ("IP", self.ip),
            "url": ("URL", self.url),
            "amount": (None, self.amount),
            "date": (None, lambda: self.day(2015, 2027, recent=True)),
            "time": (None, lambda: self.one(shapes.TIMES)),
            "count": (
                None,
                lambda: str(rng.choice((rng.randint(2, 12), rng.randint(2, 60), rng.randint(100, 5000)))),
            ),
            "duration": (None, lambda: f"{rng.randint(2, 48)} {rng.choice(shapes.UNITS[self.language])}"),
            "product": (None, lambda: rng.choice(words("products", self.language))),
            "company": (None, self.company),
            "model": (None, lambda: self.one(shapes.MODELS)),
            "sku": (None, lambda: self.one(shapes.SKUS)),
            "tracking": (None, lambda: self.one(shapes.TRACKINGS)),
            "uuid": (None, lambda: self.hexes("8-4-4-4-12")),
            "version": (None, lambda: self.one(shapes.VERSIONS)),
            "error": (None, lambda: self.one(shapes.ERRORS)),
            "flight": (None, lambda: self.one(shapes.FLIGHTS)),
            "isbn": (None, lambda: self.one(shapes.ISBNS)),
            "geo": (
                None,
                lambda: (
                    f"{rng.uniform(-60, 60):.{rng.randint(3, 6)}f}, {rng.uniform(-120, 120):.{rng.randint(3, 6)}f}"
                ),
            ),
            "month": (None, lambda: rng.choice(shapes.MONTHS[self.language])),
            "weekday": (None, lambda: rng.choice(shapes.WEEKDAYS[self.language])),
            "percent": (
                None,
                lambda: (
                    f"{rng.choice((rng.randint(1, 100), round(rng.uniform(0, 30), 1)))}{rng.choice(('%', ' %', ' percent'))}"
                ),
            ),
            "size": (None, lambda: self.one(shapes.SIZES)),
            "handle": (None, self.user),
            "plan": (None, lambda: rng.choice(words("plans", "en"))),
            "airport": (None, lambda: rng.choice(words("airports", "en"))),
        }

    def make(self, slot: str) -> tuple[str, str | None]:
        """Return a value for `slot` and the label it bears, None for what is nobody's."""
        label, draw = self._slots[slot]
        return draw(), label

    def of(self, kind: str) -> str:
        """Return one of the locale's pool, now and then a neighbour's: people move."""
        more = self.names.get(kind)
        if more and self.rng.random() < (0.5 if self.language == "en" else 0.04):
            return more[int(len(more) * self.rng.random() ** 2.5)]
        home = self.rng.random() < (0.97 if kind in {"street", "country"} else 0.75)
        if home:
            return self.rng.choice(pool(self.locale, kind))
        if kind == "street":
            return self.rng.choice(pool(self.locale, kind))
        if kind in {"first", "last"}:
            if self.rng.random() < 0.4:
                return self.rng.choice(words(kind, "en"))
            return self.rng.choice(pool(self.rng.choice(LOCALES + ABROAD), kind))
        return self.rng.choice(pool(self.rng.choice(LOCALES), kind))

    def fill(self, shape: str) -> str:
        """Return `shape` with # a digit, % one to nine, @ a capital, ~ a small letter, & a capital or digit."""
        return shapes.filled(shape, self.rng)

    def one(self, choices: tuple[str, ...]) -> str:
        return self.fill(self.rng.choice(choices))

    def hexes(self, shape: str) -> str:
        parts = (f"{self.rng.getrandbits(4 * int(size)):0{size}x}" for size in shape.split("-"))
        return "-".join(parts)

    # People

    def first(self) -> str:
        name = self.of("first")
        if self.rng.random() < 0.04:
            name += self.rng.choice("- ") + self.of("first")
        return name

    def last(self) -> str:
        name, roll = self.of("last"), self.rng.random()
        if roll < 0.04:
            return f"{name}{self.rng.choice(('-', ' ', '-'))}{self.of('last')}"
        if roll < 0.07:
            return (
                self.rng.choice(
                    (
                        "Mc",
                        "O'",
                        "Mac",
                        "Van ",
                        "van der ",
                        "de ",
                        "De La ",
                        "Di ",
                        "von ",
                        "St. ",
                        "El ",
                        "Al-",
                        "bin ",
                        "Ben ",
                    )
                )
                + name
            )
        return name

    def name(self) -> str:
        first, last, roll = self.first(), self.last(), self.rng.random()
        if self.language == "hu" and roll < 0.7:
            return f"{last} {first}"
        if roll < 0.70:
            return f"{first} {last}"
        if roll < 0.76:
            return f"{first} {self.rng.choice(string.ascii_uppercase)}{self.rng.choice(('.', ''))} {last}"
        if roll < 0.81:
            return f"{first[0]}{self.rng.choice(('. ', ' ', '.'))}{last}"
        if roll < 0.86:
            return f"{last}, {first}"
        if roll < 0.91:
            return f"{first} {self.of('first')} {last}"
        if roll < 0.93:
            return f"{last} {first}"
        if roll < 0.95:
            return f"{first} {last}{self.rng.choice((' Jr.', ' Jr', ' III', ' Sr.', ' II'))}"
        if roll < 0.97:
            return f"{first} {last[0]}{self.rng.choice(('.', ''))}"
        return f"{first} {last}".upper()

    def user(self) -> str:
        first, last = shapes.plain(self.of("first")), shapes.plain(self.of("last"))
        shape = self.rng.choice(
            ("{f}_{l}_####", "{f}_{l}_####", "{f}{l}##", "{f}.{l}", "{i}{l}", "{f}##", "{f}_{l}", "{l}{f}#", "{w}{v}##", "{w}_{v}", "{f}{w}##", "{i}{l}####",
             "{f}-{l}-##", "x{f}x##", "{w}.{v}##", "{f}the{w}", "{f}_{w}", "{W}{V}##", "{f}{l}####")
        )  # fmt: skip
        w, v = self.rng.choice(shapes.PASSWORDS), self.rng.choice(shapes.PASSWORDS)
        return self.fill(shape.format(f=first, l=last, i=first[:1], w=w, v=v, W=w.title(), V=v.title()))

    # Ways to reach them

    def local_part(self) -> str:
        first, last = shapes.plain(self.of("first")), shapes.plain(self.of("last"))
        shape = self.rng.choice(
            (
                "{f}.{l}",
                "{f}{l}",
                "{f}_{l}",
                "{i}{l}",
                "{f}.{l}##",
                "{f}{l}##",
                "{f}##",
                "{l}.{f}",
                "{i}.{l}",
                "{f}-{l}",
                "{w}{l}",
                "{w}##",
                "{f}{l}####",
                "{l}##",
            )
        )
        return self.fill(shape.format(f=first, l=last, i=first[:1], w=self.rng.choice(shapes.PASSWORDS)))

    def domain(self) -> str:
        if self.rng.random() < 0.6:
            return self.rng.choice(shapes.MAILERS + shapes.MAILERS_OF.get(self.country.code, ()) * 3)
        name = shapes.plain(self.of("last")) + self.rng.choice(
            ("", "", "-group", "ltd", "online", "mail", "law", "-consulting")
        )
        return f"{name}.{self.rng.choice(('com', 'com', 'net', 'org', 'io', 'co', self.country.code.lower(), self.country.code.lower()))}"

    def top_level(self) -> str:
        return {"GB": "co.uk", "AU": "com.au", "US": "com", "BR": "com.br"}.get(
            self.country.code, self.country.code.lower()
        )

    def email(self) -> str:
        text = f"{self.local_part()}@{self.domain()}"
        roll = self.rng.random()
        if roll < 0.05:
            return text.title() if roll < 0.02 else text.upper()
        if roll < 0.08:
            return text.replace("@", "+" + self.rng.choice(("shop", "news", "test", "bank")) + "@")
        return text

    def phone(self) -> str:
        return self.one(self.country.phones)

    # Places

    def city(self) -> str:
        return self.rng.choice(world()) if self.rng.random() < 0.2 else self.of("city")

    def postcode(self) -> str:
        return self.one(self.country.postcodes)

    def land(self) -> str:
        """Return the name of the locale's own country."""
        return self.rng.choice(shapes.LANDS[self.country.code])

    def house(self) -> str:
        roll, number = (
            self.rng.random(),
            str(
                self.rng.choice(
                    (
                        self.rng.randint(1, 99),
                        self.rng.randint(1, 400),
                        self.rng.randint(100, 9999) if self.country.number_first else 7,
                    )
                )
            ),
        )
        if roll < 0.1:
            return number + self.rng.choice("abcABC")
        return f"{number}-{int(number) + 2}" if roll < 0.12 else number

    def street(self) -> str:
        street = shapes.shortened(self.of("street"), self.rng)
        if self.country.number_first:
            return f"{self.house()}{', ' if self.rng.random() < self.country.comma else ' '}{street}"
        return f"{street}{', ' if self.rng.random() < self.country.comma else ' '}{self.house()}"

    def region(self) -> str:
        return self.rng.choice(shapes.REGIONS.get(self.country.code, ("",)))

    def address(self) -> str:
        roll = self.rng.random()
        if roll < 0.03 and self.country.code == "US":
            ship = "USS " + self.of("last")
            unit = self.rng.choice(
                ("PSC %###, Box ####", "Unit %###", "Unit %### Box ####", ship, "CMR ### Box ####")
            )
            gap, post, area = (
                self.rng.choice((", ", "\n", " ")),
                self.one(("APO", "FPO", "DPO")),
                self.one(("AE", "AP", "AA")),
            )
            return self.fill(f"{unit}{gap}{post} {area} 09###")
        line = self.street()
        if roll < 0.07:
            line = self.one(self.country.boxes)
        elif roll < 0.3:
            unit = self.one(self.country.units)
            line = (
                f"{unit}, {line}"
                if self.rng.random() < self.country.unit_first
                else f"{line}{self.rng.choice((', ', ' ', ', '))}{unit}"
            )
        return self.dressed(line)

    def dressed(self, line: str) -> str:
        """Return the street line with as much of the place behind it as people care to give."""
        code, city, region, rng = self.postcode(), self.of("city"), self.region(), self.rng
        places: tuple[str, ...]
        if self.country.code_first:
            places = (f"{code} {city}", f"{code} {city}", city, f"{city} {code}", f"{code} {city}, {self.land()}", "")
        else:
            state = f"{city}, {region} {code}" if region else f"{city} {code}"
            places = (
                state,
                state.replace(", ", " "),
                f"{city}, {code}",
                f"{city} {code}",
                city,
                f"{city}, {region}".rstrip(", "),
                code,
                "",
                f"{state}, {self.land()}",
                f"{city}, {region}, {code}" if region else state,
            )
        place = rng.choice(places)
        if not place:
            return line
        between = rng.choices((", ", " ", "\n", ",\n", " - "), (70, 14, 9, 5, 2))[0]
        text = f"{line}{between}{place}"
        return text.lower().replace(",", "") if rng.random() < 0.12 else text

    # Money

    def card_digits(self) -> str:
        prefix, length = self.rng.choice(shapes.CARDS)
        body = self.fill(prefix + "#" * (length - 1 - len(prefix)))
        return body + (identity.luhn(body) if self.rng.random() < 0.85 else self.fill("#"))

    def card(self) -> str:
        digits, roll = self.card_digits(), self.rng.random()
        if roll < 0.35:
            return digits
        gap = "-" if roll < 0.5 else " "
        if len(digits) == 15:
            return gap.join((digits[:4], digits[4:10], digits[10:]))
        groups = [digits[at : at + 4] for at in range(0, len(digits), 4)]
        if roll > 0.96:
            gap = self.rng.choice((".", ", ", "  ", " - "))
        return gap.join(groups)

    def expiry(self) -> str:
        month, year = self.rng.randint(1, 12), self.rng.randint(24, 36)
        name = shapes.MONTHS[self.language][month - 1]
        return self.rng.choice(
            (
                f"{month:02}/{year}",
                f"{month:02}/{year}",
                f"{month:02}/20{year}",
                f"{month}/{year}",
                f"{month:02}-{year}",
                f"{month:02} {year}",
                f"{name} 20{year}",
                f"{month:02}{year}",
                f"{month:02} / {year}",
                f"{name[:3]} {year}",
            )
        )

    def amount(self) -> str:
        rng = self.rng
        whole, cents = (
            rng.choice((rng.randint(1, 99), rng.randint(10, 999), rng.randint(1000, 99999))),
            rng.choice((rng.randint(0, 99), 99, 0, 50)),
        )
        if self.language == "en":
            text = rng.choice((f"{whole}.{cents:02}", f"{whole:,}.{cents:02}", f"{whole}", f"{whole:,}"))
            return rng.choice(
                (
                    self.country.money + text,
                    self.country.money + text,
                    f"{text} {self.country.currency}",
                    f"{text} {rng.choice(('dollars', 'pounds', 'euros', 'bucks', 'quid'))}",
                    text,
                )
            )
        text = rng.choice((f"{whole},{cents:02}", f"{whole}", f"{whole},{cents:02}"))
        return rng.choice(
            (
                f"{text} {self.country.money}",
                f"{text} {self.country.currency}",
                f"{text}{self.country.money}",
                f"{self.country.money} {text}",
            )
        )

    # What numbers them

    def gov_id(self) -> str:
        if self.rng.random() < 0.05:
            return self.fill("####")
        return identity.number(self.country.code, self.rng)

    def reference(self, choices: tuple[str, ...]) -> str:
        rng = self.rng
        if rng.random() < 0.2:  # a scheme nobody has seen
            prefix = "".join(rng.choice(string.ascii_uppercase) for _ in range(rng.randint(1, 4)))
            body = rng.choice(
                (
                    "#####",
                    "######",
                    "#######",
                    "########",
                    "####-####",
                    "&&&&&&",
                    "##-#####",
                    "2###-#####",
                    "#########",
                    "##########",
                    "###/####",
                )
            )
            text = self.fill(prefix + rng.choice(("", "-", " ", "_", "/", "")) + body)
        else:
            text = self.one(choices)
        return text.lower() if rng.random() < 0.15 else text

    # What nobody else may know

    def password(self) -> str:
        rng = self.rng
        word, other = rng.choice(shapes.PASSWORDS), rng.choice(shapes.PASSWORDS)
        name = shapes.plain(self.of("first"))
        shape = rng.choice(("{w}##", "{W}##!", "{W}{O}##", "{w}{o}", "{W}#", "{n}####", "{N}\x00####", "{w}_{o}_##", "{W}-{o}-{w}", "{w} {o} {n}", "{L}", "{L}!", "{W}####$", "{l}", "{w}", "{W}", "{N}##", "{w}.{o}", "{x}", "{w}123", "{W}{W}!!", "!{w}##", "{n}{w}#", "#{w}#{o}#", "{w}"))  # fmt: skip
        text = shape.format(
            w=word, W=word.title(), o=other, O=other.title(), n=name, N=name.title(), L="{L}", l="{l}", x="{x}"
        )
        return (
            self.fill(text)
            .replace("\x00", "@")
            .replace("{L}", self.scramble(string.ascii_letters + string.digits + "!?$%&*+-_^"))
            .replace("{l}", self.scramble(string.ascii_lowercase + string.digits))
            .replace("{x}", self.leet(word))
        )

    def scramble(self, alphabet: str) -> str:
        return "".join(self.rng.choices(alphabet, k=self.rng.randint(7, 14)))

    def leet(self, word: str) -> str:
        return word.translate(str.maketrans("aeios", self.rng.choice(("4310$", "@3!0s", "4e1o5")))) + self.rng.choice(
            ("", "!", "99", "_")
        )

    def key(self) -> str:
        prefix, alphabet, length = self.rng.choice(shapes.KEYS)
        body = "".join(self.rng.choices(alphabet, k=length))
        return prefix.replace("+", "") + body

    def ip(self) -> str:
        rng = self.rng
        if rng.random() < 0.75:
            return ".".join(str(rng.randint(1, 254)) for _ in range(4)) + (
                rng.choice(("/24", "/16", "/32")) if rng.random() < 0.04 else ""
            )
        groups = [f"{rng.getrandbits(16):x}" for _ in range(8)]
        return rng.choice(
            (
                ":".join(groups),
                f"2001:db8:{groups[0]}::{groups[1]}",
                f"fe80::{groups[0]}:{groups[1]}",
                f"2a02:{groups[2]}:{groups[3]}::1",
            )
        )

    def url(self) -> str:
        rng = self.rng
        name = (
            shapes.plain(self.of("last"))
            if rng.random() < 0.4
            else rng.choice(shapes.PASSWORDS) + rng.choice(shapes.PASSWORDS)
        )
        host = (
            rng.choice(("", "", "www.", "www.", "my.", "shop.", "portal.", "blog."))
            + name
            + "."
            + rng.choice(("com", "com", "org", "net", "io", self.top_level(), "co.uk"))
        )
        path = rng.choice(
            (
                "",
                "",
                "/",
                "/login",
                "/account/orders",
                self.fill("/p/########"),
                "/reset?token=" + self.scramble(string.ascii_letters),
                "/help/faq.html",
                "/" + rng.choice(shapes.PASSWORDS),
                self.fill("/invoice/####-####.pdf"),
            )
        )
        return rng.choice(("https://", "https://", "http://", "", "")) + host + path

    def company(self) -> str:
        rng = self.rng
        if rng.random() < 0.65:
            return rng.choice(words("companies", self.language if rng.random() < 0.7 else "en"))
        last, other = self.of("last"), self.of("last")
        return rng.choice(shapes.FIRMS[self.language]).format(
            a=last, b=other, c=rng.choice(words("cities", self.language)), f=self.of("first")
        )

    def day(self, first: int, last: int, *, recent: bool = False) -> str:
        rng = self.rng
        day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(first, last)
        name = shapes.MONTHS[self.language][month - 1]
        return shapes.written_date(
            day, month, year, name, self.language, american=self.country.code == "US", yearless=recent, rng=rng
        )


SLOT = re.compile(r"\{\{|\}\}|\{([a-z_]+)(?:=(\w+))?\}")
TITLED = frozenset(
    "mr mrs ms miss dr prof sir herr frau herrn m mme sr sra sig dhr mevr pan pani monsieur madame don @ #".split()
)
TITLES = {"en": ("Mr. ", "Mrs. ", "Ms ", "Mr ", "Dr. ", "Miss ", "Dr ", "Prof. ", "Sir "), "de": ("Herr ", "Frau ", "Dr. "), "fr": ("M. ", "Mme ", "Monsieur ", "Madame "), "es": ("Sr. ", "Sra. ", "Don ", "Doña "), "it": ("Sig. ", "Sig.ra ", "Dott. "), "nl": ("dhr. ", "mevr. ", "de heer "), "pl": ("Pan ", "Pani "), "pt": ("Sr. ", "Sra. ", "D. ")}  # fmt: skip


def render(template: str, values: Values) -> tuple[str, list[tuple[int, int, str]]]:
    r"""Return `template` with values in its slots and the spans that bear a label.

    `{name=1}` twice is one value; `{{` and `}}` are braces and `\n` is a line break. A title before a name stays
    outside its span.
    """
    return _filled(template, values, {})


def exchange(line: str, values: Values) -> tuple[str, str, list[tuple[int, int, str]]]:
    """Return what the other side said before (or ""), the turn and its spans; both halves know the same `{name=1}`."""
    before, _, said = line.rpartition("||")
    known: dict[str, tuple[str, str | None]] = {}
    return _filled(before.strip(), values, known)[0], *_filled(said.strip(), values, known)


def _filled(
    template: str, values: Values, known: dict[str, tuple[str, str | None]]
) -> tuple[str, list[tuple[int, int, str]]]:
    out: list[str] = []
    spans: list[tuple[int, int, str]] = []
    at = length = 0

    def put(text: str) -> None:
        nonlocal length
        out.append(text)
        length += len(text)

    for match in SLOT.finditer(template):
        put(template[at : match.start()].replace("\\n", "\n"))
        at = match.end()
        slot = match[1]
        if not slot:
            put(match[0][0])
            continue
        if match[2] and match[0] not in known:
            known[match[0]] = values.make(slot)
        text, label = known[match[0]] if match[2] else values.make(slot)
        if slot == "name" and values.rng.random() < 0.05 and not match[2] and not _titled(out):
            put(values.rng.choice(TITLES.get(values.language, ("",))))
        if label == "PERSON" and spans and spans[-1][2] == label and out[-1:] == [" "] and spans[-1][1] == length - 1:
            spans[-1] = (spans[-1][0], length + len(text), label)  # a first and a last name are one
        elif label is not None:
            spans.append((length, length + len(text), label))
        put(text)
    put(template[at:].replace("\\n", "\n"))
    return "".join(out), spans


def _titled(out: list[str]) -> bool:
    tail = "".join(out[-2:])[-9:].lower().split()
    return bool(tail) and tail[-1].rstrip(".") in TITLED
