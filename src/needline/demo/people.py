"""Made-up people: names of many cultures, and ways to reach them that reach nobody.

- Names are common ones put together by chance. Those not in Latin letters carry the spelling that their
  owner uses in an e-mail address, as `王=wang`.
- E-mail addresses end in `.example` (RFC 2606 section 2).
- Telephone numbers come from the ranges that regulators keep free for drama: Ofcom's *Telephone numbers for
  use in TV and radio drama programmes*; Bundesnetzagentur, Mitteilung 148/2021; North America's 555-0100 to
  555-0199. They are written as messily as people write them.
- Streets and towns are invented. No British postcode begins with Q, V or X (Royal Mail, *Programmer's
  Guide*), no German one with 00.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import accumulate
from random import Random

from msgspec import Struct


class Person(Struct, frozen=True, kw_only=True):
    """Somebody who does not exist, and how they would be reached."""

    name: str
    language: str  # "en" or "de": the languages that Northgate Bank speaks
    email: str
    phone: str
    address: str


class Culture(Struct, frozen=True):
    """How one part of the customers is called."""

    share: int  # of all shares
    pattern: str  # {g} and {h} are two given names, {f} and {e} two family names
    given: str
    family: str = ""
    language: str = "en"


CULTURES = (
    Culture(
        22,
        "{g} {f}",
        "Oliver Amelia Harry Grace Edith Noah Poppy Thomas Beatrice Jack Florence Alfie",
        "Smith Taylor Brown Wilson Thompson Walker Hughes Cartwright Fairweather Ashdown Pickering Marsh",
    ),
    Culture(
        4,
        "{g} {h} {f}-{e}",
        "Arabella Montague Cordelia Peregrine Henrietta Barnaby",
        "Wolstenholme Fotheringham Cavendish Featherstone Bartholomew Throckmorton Winterbourne",
    ),
    Culture(
        5,
        "{g} {f}",
        "Siobhán Seán Aoife Niamh Pádraig Órla Caoimhe Tadhg",
        "O'Neill O'Brien O’Connor Ní.Dhomhnaill Murphy Mac.Giolla.Phádraig Fitzpatrick D'Arcy",
    ),
    Culture(3, "{g} ap {f}", "Siân Rhys Llŷr Angharad Gwenllïan Owain", "Llewelyn Gruffydd Hywel Iorwerth Dafydd"),
    Culture(4, "{g} {f}", "Hamish Eilidh Iain Mòrag Ruaridh", "MacDonald McLeod Campbell Mac.an.t-Saoir Fraser"),
    Culture(
        6,
        "{g} {f}",
        "Jürgen Käthe Björn Gisela Ulrike Günther Anneliese Jörg Hans-Peter Marie-Luise",
        "Weiß Müller Schröder Groß Jäger von.der.Heide Krüger Strauß Löwe",
        "de",
    ),
    Culture(
        6,
        "{g} {f}",
        "Łukasz Małgorzata Zbigniew Agnieszka Święcisława Paweł Żaneta",
        "Wiśniewski Wójcik Kowalczyk Brzęczyszczykiewicz Dąbrowski Żółkiewska",
    ),
    Culture(
        6,
        "{g} {f}",
        "Amara Chidi Ngozi Olúwaṣeun Adébáyọ̀ Ifeoma Yétúndé Emeka",
        "Okafor Adéyẹmí Nwosu Ọlátúnjí Eze Balogun Okonkwo",
    ),
    Culture(
        7,
        "{g} {f}",
        "Priya Arjun Lakshmi Vikram Ananya Rohan Meera Karthik",
        "Patel Sharma Venkataraman Iyer Mukherjee Krishnamurthy Reddy",
    ),
    Culture(2, "{g}", "Suharto Wati Sukarno Lestari Budi Dewi Joko Nagarajan Murugan Selvi"),
    Culture(
        6,
        "{g} {f}",
        "Ayesha Muhammad Zainab Bilal Fatima Hamza Khadija",
        "Khan Ahmed Hussain Malik Chaudhry Qureshi Mirza",
    ),
    Culture(
        3,
        "{g} al-{f}",
        "Abd.ar-Rahman Layla Yūsuf Nūr Ṭāriq Maryam",
        "Hashimi Masri Najjar Dīn Ḥaddād Farsi",
    ),
    Culture(
        3,
        "{g} {f}",
        "محمد=mohammed فاطمة=fatima يوسف=yousef ليلى=layla خالد=khaled نور=nour",
        "الحداد=alhaddad المصري=almasri النجار=alnajjar القاسم=alqasim الخطيب=alkhatib",
    ),
    Culture(
        3,
        "{f}{g}",
        "秀英=xiuying 伟=wei 小明=xiaoming 芳=fang 建国=jianguo 丽=li",
        "王=wang 李=li 张=zhang 刘=liu 陈=chen 欧阳=ouyang",
    ),
    Culture(
        2,
        "{f} {g}",
        "さくら=sakura 翔太=shota 結衣=yui 健一=kenichi 陽菜=hina",
        "佐藤=sato 鈴木=suzuki 高橋=takahashi 渡辺=watanabe 小笠原=ogasawara",
    ),
    Culture(2, "{f}{g}", "민준=minjun 서연=seoyeon 지우=jiwoo 하은=haeun", "김=kim 이=lee 박=park 남궁=namgung"),
    Culture(
        3,
        "{g} {f}",
        "Анастасия=anastasia Дмитрий=dmitri Ольга=olga Сергей=sergei Ярослав=yaroslav",
        "Смирнова=smirnova Кузнецов=kuznetsov Коваленко=kovalenko Щербак=shcherbak",
    ),
    Culture(
        2,
        "{g} {f}",
        "Γιώργος=giorgos Ελένη=eleni Νίκος=nikos Κατερίνα=katerina",
        "Παπαδόπουλος=papadopoulos Οικονόμου=oikonomou Βασιλείου=vasileiou",
    ),
    Culture(1, "{g} {f}", "אורי=uri נועה=noa יעל=yael דוד=david", "כהן=cohen לוי=levi מזרחי=mizrahi"),
    Culture(
        4,
        "{g} {h} {f} {e}",
        "María José Iñaki Begoña Ángel Lucía",
        "García Núñez Ibáñez de.la.Fuente Muñoz Echeverría",
    ),
    Culture(
        2,
        "{g} {h} dos Santos {f} de {e} e Silva",
        "João Conceição Antônio Inês Sebastião",
        "Albuquerque Magalhães Vasconcelos Guimarães Assunção",
    ),
    Culture(
        3,
        "{g} {f}",
        "Jean-Baptiste Héloïse Françoise Anaïs Loïc Maëlle",
        "L'Hôpital d'Aubigné Lefèvre Saint-Exupéry Besançon",
    ),
    Culture(3, "{g} {f}", "İbrahim Gülşah Çağrı Işıl Özgür Şebnem", "Yıldız Çelik Öztürk Güneş Doğan"),
    Culture(
        2,
        "{f} {h} {g}",
        "Thị Văn Hương Quỳnh Dũng Trâm Phước",
        "Nguyễn Trần Lê Phạm Huỳnh Đặng",
    ),
    Culture(1, "{g} {f}", "Guðrún Þór Ásdís Björk Ægir", "Jónsdóttir Sigurðardóttir Þorsteinsson"),
    Culture(1, "{g} {f}", "Kaʻiulani Leilani Keʻala X", "Kamakawiwoʻole Nāone Q Ng"),
)

# Letters that Unicode does not take apart into a Latin letter and a mark.
UNMARKED = str.maketrans(
    {"ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)

MAIL_HOSTS = (
    "post.example",
    "mail.example",
    "letterbox.example",
    "pigeon.example",
    "inbox.northgate-mail.example",
)


class Number(Struct, frozen=True):
    """A telephone number in its parts, none with a leading zero of the trunk."""

    country: str
    area: str
    local: str


BRITISH = (
    *((area, 4960000) for area in ("113", "114", "115", "116", "117", "118", "121", "131", "141", "151", "161")),
    ("20", 79460000),
    ("191", 4980000),
    ("28", 96496000),
    ("29", 20180000),
    ("1632", 960000),
    ("7700", 900000),
)
GERMAN = (("30", 23125000), ("69", 90009000), ("40", 66969000), ("221", 4710000), ("89", 99998000))
# An area code has no 9 in the middle and does not end in 11 (North American Numbering Plan).
AMERICAN = tuple(str(area) for area in range(200, 990) if area // 10 % 10 != 9 and area % 100 != 11)

ABROAD = ("+{c} {a} {x} {y}", "00{c} {a}/{x}{y}", "+{c}{a}{x}{y}", "+{c}-{a}-{x}-{y}", "+{c} ({a}) {x} {y}")
AT_HOME = (
    *ABROAD,
    "0{a} {x} {y}",
    "0{a}{x}{y}",
    "(0{a}) {x}-{y}",
    "0{a}/{x}.{y}",
    "+{c} (0){a} {x}{y}",
    "0{a} {x}–{y}",
)


class Phonebook:
    """Hands out fictional telephone numbers, each once: German ones to German speakers while they last.

    There are 17,000 British, 5,000 German and 71,200 American numbers.
    """

    def __init__(self, rng: Random, taken: Iterable[Number] = ()) -> None:
        self._rng = rng
        self._taken = frozenset(taken)
        self._german = self._shuffled("49", GERMAN)
        self._others = self._shuffled("44", BRITISH)
        self._asked_america = False

    def take(self, language: str) -> str:
        """A number that nobody has yet, as its owner writes it; ValueError when none is left."""
        number = self._german.pop() if language == "de" and self._german else self._other()
        return written(number, self._rng.choice(AT_HOME if number.country == "44" else ABROAD))

    def _other(self) -> Number:
        if not self._others and not self._asked_america:
            self._asked_america = True
            self._others = self._shuffled("1", ((area, 5550100) for area in AMERICAN), each=100)
        if not self._others:
            raise ValueError("there are no more fictional telephone numbers")
        return self._others.pop()

    def _shuffled(self, country: str, ranges: Iterable[tuple[str, int]], each: int = 1000) -> list[Number]:
        every = (Number(country, area, str(first + more)) for area, first in ranges for more in range(each))
        numbers = [number for number in every if number not in self._taken]
        self._rng.shuffle(numbers)
        return numbers


def written(number: Number, form: str) -> str:
    """`number` as somebody writes it; the local part falls in two where people make a pause.

    >>> written(Number("44", "161", "4960123"), "00{c} {a}/{x}{y}")
    '0044 161/4960123'
    """
    pause = 4 if len(number.local) == 8 else 3
    return form.format(c=number.country, a=number.area, x=number.local[:pause], y=number.local[pause:])


def latin(name: str) -> str:
    """`name` in the letters that an e-mail address takes everywhere.

    >>> latin("O’Connor"), latin("Weiß"), latin("Olúwaṣeun"), latin("Þór"), latin("de la Fuente")
    ('oconnor', 'weiss', 'oluwaseun', 'thor', 'delafuente')
    """
    parts = unicodedata.normalize("NFKD", name.lower().translate(UNMARKED))
    return "".join(letter for letter in parts if letter.isascii() and letter.isalpha())


def _spellings(line: str) -> tuple[tuple[str, str], ...]:
    """Each name of a line with its Latin letters; a dot stands for a space within a name."""
    words = (word.replace(".", " ").partition("=") for word in line.split())
    return tuple((name, spelled or latin(name)) for name, _, spelled in words)


# Taken apart once: a bank has many customers and few cultures.
GIVEN = tuple(_spellings(culture.given) for culture in CULTURES)
FAMILY = tuple(_spellings(culture.family) for culture in CULTURES)
SHARES = tuple(accumulate(culture.share for culture in CULTURES))


def people(rng: Random, count: int, *, taken: Iterable[Number] = ()) -> Iterator[Person]:
    """Make up `count` people, none with an e-mail address or a telephone number of another or of `taken`."""
    phonebook = Phonebook(rng, taken)
    mailboxes: set[str] = set()
    for which in rng.choices(range(len(CULTURES)), cum_weights=SHARES, k=count):
        language = CULTURES[which].language
        name, email = _called(rng, which, mailboxes)
        yield Person(
            name=name,
            language=language,
            email=email,
            phone=phonebook.take(language),
            address=address(rng, language),
        )


def _called(rng: Random, which: int, mailboxes: set[str]) -> tuple[str, str]:
    g, h = rng.sample(GIVEN[which], 2)
    f, e = rng.sample(FAMILY[which], 2) if FAMILY[which] else (("", ""), ("", ""))
    name = CULTURES[which].pattern.format(g=g[0], h=h[0], f=f[0], e=e[0])
    return name, _email(rng, g[1], f[1], mailboxes)


def _email(rng: Random, given: str, family: str, mailboxes: set[str]) -> str:
    """An address like those people get when the plain one is taken: with a number behind it."""
    forms = (f"{given}.{family}", f"{given}{family}", f"{family}_{given}", f"{given[0]}.{family}")
    local, host = rng.choice(forms) if family else given, rng.choice(MAIL_HOSTS)
    email = f"{local}@{host}"
    while email in mailboxes:
        email = f"{local}{rng.randrange(1, 100_000)}@{host}"
    mailboxes.add(email)
    return email


STREETS = (
    "Larkrise", "Kestrel", "Tallow", "Juniper", "Harbourside", "Clockmaker's", "Saint Wren's", "Upper Linnet",
)  # fmt: skip
ROADS = ("Street", "Gardens", "Lane", "Crescent", "Row", "Rise", "Court")
TOWNS = (
    "Harrowmere",
    "Kestrelford",
    "Wexcombe-on-Sea",
    "Tidewell",
    "Llanfaelwy",
    "Inverarloch",
    "Ballynamoyle",
)
WEGE = ("Lindenweg", "Möwenstraße", "Am Alten Speicher", "Kranichallee", "Weißdorngasse")
ORTE = ("Nordhafen", "Großlindau", "Königsfurth", "Unterbrücken")


def address(rng: Random, language: str) -> str:
    """An address in no real town, on one line."""
    return _german_address(rng) if language == "de" else _british_address(rng)


def _german_address(rng: Random) -> str:
    return f"{rng.choice(WEGE)} {rng.randrange(1, 99)}, 00{rng.randrange(100, 1000)} {rng.choice(ORTE)}"


def _british_address(rng: Random) -> str:
    flat = f"Flat {rng.randrange(1, 30)}, " if rng.random() < 0.2 else ""
    house = f"{rng.randrange(1, 240)} {rng.choice(STREETS)} {rng.choice(ROADS)}"
    district = f"{rng.choice('QVX')}{rng.choice('ABDEFGH')}{rng.randrange(1, 20)}"
    unit = f"{rng.randrange(1, 10)}{rng.choice('ABDEFGHJLN')}{rng.choice('PQRSTUWXYZ')}"
    return f"{flat}{house}, {rng.choice(TOWNS)}, {district} {unit}"
