"""Shapes of values: # a digit, % one to nine, @ a capital, ~ a small letter, & a capital or digit."""

import string
import unicodedata
from dataclasses import dataclass
from random import Random

UPPER, LOWER, BOTH = string.ascii_uppercase, string.ascii_lowercase, string.ascii_uppercase + string.digits
HEX, ALNUM = "0123456789abcdef", string.ascii_letters + string.digits


def filled(shape: str, rng: Random) -> str:
    """Return `shape` with its signs drawn."""
    draw = rng.random
    out = []
    for sign in shape:
        if sign == "#":
            sign = "0123456789"[int(draw() * 10)]
        elif sign == "%":
            sign = "123456789"[int(draw() * 9)]
        elif sign == "@":
            sign = UPPER[int(draw() * 26)]
        elif sign == "~":
            sign = LOWER[int(draw() * 26)]
        elif sign == "&":
            sign = BOTH[int(draw() * 36)]
        out.append(sign)
    return "".join(out)


PLAIN = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "ł": "l", "ı": "i", "đ": "d", "ä": "ae", "ö": "oe", "ü": "ue"})


def plain(name: str) -> str:
    """Return `name` as it stands in an address of the net: small, without accents, spaces and stops."""
    name = name.lower().translate(PLAIN)
    return "".join(sign for sign in unicodedata.normalize("NFD", name) if sign.isascii() and sign.isalnum()) or "anna"


@dataclass(frozen=True)
class Country:
    """How one country writes phones, postcodes and addresses."""

    code: str
    language: str
    phones: tuple[str, ...]
    postcodes: tuple[str, ...]
    number_first: bool = False
    code_first: bool = True
    comma: float = 0.0
    money: str = "€"
    currency: str = "EUR"
    units: tuple[str, ...] = ("2. Stock", "Top %")
    unit_first: float = 0.0
    boxes: tuple[str, ...] = ("Postfach ####",)


EN = ("Apt %", "Apt %##", "Apartment %#", "Unit %#", "Suite %##", "Flat %", "#%#", "Apt. %@", "unit %", "Suite %", "Floor %", "Building @", "Lot ##")  # fmt: skip
UKU = (
    "Flat %",
    "Flat %#",
    "Apartment %#",
    "Unit %",
    "Flat @",
    "Top Floor Flat",
    "Basement Flat",
    "Rose Cottage",
    "The Old Rectory",
    "Ivy House",
    "Room %##",
)
BOX = ("PO Box ####", "P.O. Box ###", "PO Box %####", "po box ###", "Post Office Box ###")
US_PHONES = ("(%##) ###-####", "%##-###-####", "%##-###-####", "%##.###.####", "%#########", "+1 %## ### ####", "+1-%##-###-####", "%## ### ####", "1-%##-###-####", "(%##)###-####", "+1%#########", "%##-####", "%##-###-#### ext. ###", "%######### x##", "1 (%##) ###-####", "001-%##-###-####", "%## ###-####")  # fmt: skip
GB_PHONES = (
    "07### ######",
    "07#########",
    "07### ### ###",
    "+44 7### ######",
    "+447#########",
    "+44 (0)7### ######",
    "020 #### ####",
    "0## #### ####",
    "0%## ### ####",
    "(0%##) ### ####",
    "0044 7### ######",
    "01### ######",
    "+44 20 #### ####",
    "0800 ### ####",
    "07### ## ## ##",
)
GB_CODES = (
    "@# #@@",
    "@## #@@",
    "@@# #@@",
    "@@## #@@",
    "@@##@@",
    "@#@ #@@",
    "@@#@ #@@",
    "@@## #@@",
    "~~## #~~",
    "@@###@@",
)
COUNTRIES = {
    "en_US": Country("US", "en", US_PHONES, ("#####", "#####", "#####", "#####-####"), True, False, 0, "$", "USD", EN, 0.12, BOX),
    "en_GB": Country("GB", "en", GB_PHONES, GB_CODES, True, False, 0.05, "£", "GBP", UKU, 0.85, BOX),
    "en_IE": Country("IE", "en", ("08# ### ####", "08########", "+353 8# ### ####", "01 ### ####", "+353 1 ### ####", "0## ### ####", "(01) ### ####", "+3538########"), ("@## @###", "@## &&&&", "@##&&&&", "D0% &&&&"), True, False, 0.05, "€", "EUR", UKU, 0.8, BOX),
    "en_AU": Country("AU", "en", ("04## ### ###", "04########", "+61 4## ### ###", "(0#) #### ####", "0# #### ####", "+61 # #### ####", "13## ### ###", "04## ## ## ##"), ("####",), True, False, 0.02, "$", "AUD", ("Unit %", "%/", "Unit %#", "Apt %", "Level %"), 0.8, BOX),
    "en_IN": Country("IN", "en", ("+91 9#### #####", "98########", "+91-9#########", "0##-########", "9#### #####", "+91 8#########", "7#########", "091 ##########"), ("######", "### ###"), True, False, 0.4, "₹", "INR", ("Flat %##", "H.No. %##", "Flat no %#", "2nd Floor", "Block @", "Plot %#", "Near Bus Stand"), 0.8, BOX),
    "de_DE": Country("DE", "de", ("0### #######", "01## #######", "01##-#######", "+49 1## #######", "+49 (0)## ########", "0%##/######", "(0%##) ######", "0049 %## #######", "+491#########", "01## ## ## ## ##", "0%#### ####", "0%##-#######", "+49 %# ########"), ("#####", "#####", "D-#####"), units=("2. OG", "Hinterhaus", "Whg. %", "EG links", "3. Stock", "c/o Büro", "Wohnung %#"), boxes=("Postfach ## ## ##", "Postfach ####")),
    "de_AT": Country("AT", "de", ("+43 6## #######", "06## #######", "01 #######", "0##/#######", "+43 1 #######", "0043 6## ######", "06##/######"), ("%###", "A-%###"), units=("Top %", "/%/%", "Stiege %", "Tür %#", "2. Stock")),
    "de_CH": Country("CH", "de", ("07# ### ## ##", "+41 7# ### ## ##", "0## ### ## ##", "+417########", "0041 7# ### ## ##", "07########"), ("%###", "CH-%###"), money="CHF", currency="Fr."),
    "fr_FR": Country("FR", "fr", ("06 ## ## ## ##", "06########", "07 ## ## ## ##", "+33 6 ## ## ## ##", "01 ## ## ## ##", "0#.##.##.##.##", "+336########", "0# ## ## ## ##", "0033 6 ## ## ## ##", "06-##-##-##-##", "+33 (0)6 ## ## ## ##"), ("#####", "#####", "## ###"), True, True, 0.3, units=("Apt %", "bât. @", "appartement %#", "2e étage", "Résidence du Parc", "esc. @"), boxes=("BP ###", "B.P. ####")),
    "fr_BE": Country("BE", "fr", ("04## ## ## ##", "+32 4## ## ## ##", "02 ### ## ##", "0## ## ## ##", "04########", "+32 2 ### ## ##", "04##/##.##.##"), ("%###", "B-%###"), units=("bte %", "boîte %#", "app. %"), boxes=("BP ###",)),
    "es_ES": Country("ES", "es", ("6## ### ###", "6########", "+34 6## ### ###", "9# ### ## ##", "+346########", "6## ## ## ##", "9## ### ###", "0034 6## ### ###", "7## ### ###"), ("#####",), comma=0.7, units=("2º B", "piso %", "1º dcha.", "bajo", "%º @", "portal %", "esc. B"), boxes=("Apartado de Correos ###", "Apdo. ###")),
    "es_MX": Country("MX", "es", ("55 #### ####", "+52 55 #### ####", "33########", "+52 1 ## #### ####", "(55) ####-####", "01 ## #### ####", "## #### ####"), ("#####", "C.P. #####"), comma=0.2, money="$", currency="MXN", units=("Int. %", "Depto. %#", "Col. Centro", "Col. Roma Norte", "Edif. @"), boxes=("Apartado Postal ###",)),
    "it_IT": Country("IT", "it", ("3## #######", "3#########", "+39 3## #######", "0# ########", "+393#########", "3## ### ####", "0## ######", "0039 3## #######", "3## ## ## ###", "+39 0# #### ####"), ("#####",), comma=0.5, units=("int. %", "scala @", "piano %", "interno %#"), boxes=("Casella Postale ###",)),
    "nl_NL": Country("NL", "nl", ("06-########", "06########", "06 ## ## ## ##", "+31 6 ########", "+316########", "0##-#######", "020 ### ####", "0031 6 ########", "06 ########", "06-## ## ## ##"), ("#### @@", "####@@", "#### ~~", "####~~"), units=("2 hoog", "appartement %", "bis", "@", "huis"), boxes=("Postbus ####", "Postbus ###")),
    "nl_BE": Country("BE", "nl", ("04## ## ## ##", "+32 4## ## ## ##", "03 ### ## ##", "0## ## ## ##", "04########", "04##/## ## ##"), ("%###", "B-%###"), units=("bus %", "bus %#", "app. %"), boxes=("Postbus ###",)),
    "pt_PT": Country("PT", "pt", ("9## ### ###", "9########", "+351 9## ### ###", "21# ### ###", "00351 9## ### ###", "+3519########", "9# ### ## ##"), ("####-###", "#### ###"), comma=0.7, units=("2º Esq.", "R/C", "%º Dto", "Bloco @", "andar %"), boxes=("Apartado ####",)),
    "pt_BR": Country("BR", "pt", ("(##) 9####-####", "## 9####-####", "+55 ## 9####-####", "(##) ####-####", "##9########", "+55 ## 9 #### ####", "0## 9####-####", "9####-####"), ("#####-###", "########"), comma=0.7, money="R$", currency="reais", units=("apto %##", "Apto. ##", "bloco @", "casa %", "Bairro Centro", "fundos"), boxes=("Caixa Postal ####",)),
    "pl_PL": Country("PL", "pl", ("### ### ###", "%########", "+48 ### ### ###", "%## ### ###", "## ### ## ##", "+48%########", "0048 ### ### ###", "%##-###-###", "(##) ### ## ##"), ("##-###",), money="zł", currency="PLN", units=("m. %", "m %#", "lok. %", "/%#", "mieszkanie %"), boxes=("skr. poczt. ##", "skrytka pocztowa ###")),
    "cs_CZ": Country("CZ", "cs", ("### ### ###", "+420 ### ### ###", "%########", "00420 ### ### ###", "+420%########"), ("### ##", "#####"), money="Kč", currency="CZK", units=("byt %", "3. patro"), boxes=("P.O. BOX ##",)),
    "sv_SE": Country("SE", "sv", ("07#-### ## ##", "07########", "+46 7# ### ## ##", "08-### ### ##", "0##-## ## ##", "07# ### ## ##"), ("### ##", "#####"), money="kr", currency="SEK", units=("lgh %##", "3 tr", "1 tr"), boxes=("Box ###",)),
    "da_DK": Country("DK", "da", ("## ## ## ##", "########", "+45 ## ## ## ##", "+45 ########", "#### ####", "%#######"), ("%###",), comma=0.05, money="kr.", currency="DKK", units=("2. tv.", "3. th", "st. mf.", "%. sal"), boxes=("Postboks ###",)),
    "no_NO": Country("NO", "no", ("### ## ###", "## ## ## ##", "+47 ### ## ###", "4#######", "9## ## ###", "+47 ########"), ("####",), money="kr", currency="NOK", units=("H0%0%", "leil. %"), boxes=("Postboks ###",)),
    "fi_FI": Country("FI", "fi", ("04# ### ####", "050 ### ####", "+358 4# ### ####", "04########", "09 ### ####", "+358 50 #######"), ("#####",), units=("A %", "as. %", "B %#"), boxes=("PL ###",)),
    "hu_HU": Country("HU", "hu", ("+36 30 ### ####", "06 20 ### ####", "06-1-###-####", "+3670#######", "06 70 ### ####", "+36 1 ### ####"), ("%###",), money="Ft", currency="HUF", units=("2. em. %.", "fszt. %", "%/@"), boxes=("Pf. ##",)),
    "ro_RO": Country("RO", "ro", ("07## ### ###", "07########", "+40 7## ### ###", "021 ### ## ##", "0040 7## ### ###"), ("######",), comma=0.2, money="lei", currency="RON", units=("bl. @%, ap. %#", "ap. %", "sc. @", "et. %"), boxes=("CP ##",)),
    "tr_TR": Country("TR", "tr", ("0 5## ### ## ##", "05## ### ## ##", "+90 5## ### ## ##", "5## ### ## ##", "0(2##) ### ## ##", "05#########"), ("#####",), comma=0.05, money="₺", currency="TL", units=("Daire %", "D: %", "Kat %"), boxes=("PK ##",)),
}  # fmt: skip
LANDS = {
    "US": ("USA", "United States", "US", "U.S.A."), "GB": ("UK", "United Kingdom", "England", "Great Britain", "Scotland"), "IE": ("Ireland",), "AU": ("Australia",), "IN": ("India",), "DE": ("Deutschland", "Germany"), "AT": ("Österreich",), "CH": ("Schweiz",), "FR": ("France",),
    "BE": ("Belgique", "België"), "ES": ("España", "Spain"), "MX": ("México",), "IT": ("Italia", "Italy"), "NL": ("Nederland", "Netherlands"), "PT": ("Portugal",), "BR": ("Brasil", "Brazil"), "PL": ("Polska", "Poland"), "CZ": ("Česko", "Česká republika"), "SE": ("Sverige",), "DK": ("Danmark",),
    "NO": ("Norge",), "FI": ("Suomi", "Finland"), "HU": ("Magyarország",), "RO": ("România",), "TR": ("Türkiye",),
}  # fmt: skip
US_STATES = tuple(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC".split()
) * 2 + ("California", "Texas", "Florida", "New York", "Ohio", "Georgia", "Nevada", "North Carolina", "Illinois", "Washington", "Colorado", "Ca", "tx", "Arizona", "Michigan", "New Jersey")  # fmt: skip
REGIONS = {
    "US": US_STATES,
    "GB": (
        "",
        "",
        "",
        "Kent",
        "Essex",
        "West Yorkshire",
        "Surrey",
        "Devon",
        "Lancashire",
        "Greater Manchester",
        "Norfolk",
        "Scotland",
        "Wales",
    ),
    "IE": ("Co. Cork", "Co. Galway", "Co. Dublin", "Co Kerry", "Dublin 4", "County Mayo", ""),
    "AU": ("NSW", "VIC", "QLD", "WA", "SA", "TAS", "ACT", "NT"),
    "IN": ("Maharashtra", "Karnataka", "Tamil Nadu", "Kerala", "Delhi", "UP", "Gujarat", "West Bengal", "Telangana"),
}
ABBREVIATIONS = (("Street", "St"), ("Avenue", "Ave"), ("Road", "Rd"), ("Drive", "Dr"), ("Lane", "Ln"), ("Boulevard", "Blvd"), ("Court", "Ct"), ("Square", "Sq"), ("straße", "str."), ("Straße", "Str."), ("Boulevard", "Bd"), ("Avenue", "Av."), ("Calle", "C/"), ("Avenida", "Avda."))  # fmt: skip


def shortened(street: str, rng: Random) -> str:
    """Return `street` as it is, or with its kind cut short as people do."""
    if rng.random() < 0.35:
        for long, short in ABBREVIATIONS:
            if long in street:
                return street.replace(
                    long, short + rng.choice(("", ".")) if "." not in short and "/" not in short else short
                )
    return street


CARDS = (("4", 16), ("4", 16), ("4", 16), ("4", 13), ("51", 16), ("53", 16), ("55", 16), ("2221", 16), ("34", 15), ("37", 15), ("6011", 16), ("65", 16), ("3528", 16), ("36", 14), ("62", 16), ("6759", 18), ("50", 16), ("62", 19))  # fmt: skip
ACCOUNTS = {
    "GB": (
        "########",
        "##-##-## ########",
        "## ## ## ########",
        "##-##-##",
        "sort code ##-##-##, account ########",
        "######## ##-##-##",
    ),
    "IE": ("########", "##-##-## ########"),
    "US": (
        "#########",
        "##########",
        "############",
        "0########",
        "1#######",
        "routing ######### account ##########",
        "####-######",
        "#### #### ##",
    ),
    "AU": ("###-### #########", "### ###", "########", "BSB ###-### Acc ########"),
    "IN": ("###########", "################", "@@@@0######", "############"),
    "DE": ("##########", "### ### ## / ##########", "########", "BLZ ########"),
    "CA": ("#####-###-#######",),
    "BR": ("####-# / #####-#", "Ag. #### C/C #####-#", "#####-#"),
    "MX": ("##################", "##########"),
    "CZ": ("##########/####", "######-##########/####"),
    "SE": ("####-## ### ##", "####,## ### ###-#", "###-####"),
    "DK": ("#### ##########", "#### #######"),
    "NO": ("####.##.#####", "###########"),
    "PL": ("## #### #### #### #### #### ####", "##########################"),
    "HU": ("########-########-########", "########-########"),
    "": ("##########", "########", "#########", "############"),
}
PASSPORTS = (
    "#########",
    "@########",
    "@#######",
    "@@#######",
    "@@######",
    "@#######",
    "~########",
    "C&&&&&&&#",
    "##@@#####",
    "@@ #######",
    "@ ########",
    "### ### ###",
)
LICENCES = {
    "US": (
        "@#######",
        "########",
        "#########",
        "@###-####-####",
        "@############",
        "@##-###-###",
        "@@######",
        "##-###-####",
        "@@@**######",
    ),
    "GB": ("@@@@@######@@#@@", "@@@@@ ###### @@#@@", "@@@@9######@@#@@"),
    "DE": ("@##&&&&&##%", "@###@@@@##%"),
    "FR": ("##@@#####", "############"),
    "": ("@########", "#########", "##########", "@@#######@", "########@", "@@######"),
}
ORDERS = ("#######", "######", "#####", "########", "##########", "ORD-######", "ORD######", "ORD-20##-#####", "#W#######", "#W#######", "#######", "ord ######", "###-#######-#######", "SO-#####", "PO######", "WEB########", "EC-#######", "INV-####-####", "A#########", "@@-#######", "# ######", "#-####-#####", "1000#####", "&&&&&&&&&&", "R#########", "AB ### ###", "OR-&&&&-&&&&", "PO-#######", "#&&&&&&&", "@##-#######", "INV####", "E-########", "ORDER_######", "######-##")  # fmt: skip
CUSTOMERS = ("########", "######", "#######", "C-######", "CUST-#####", "CUST######", "K########", "KD-#######", "10########", "#### ####", "#### ### ###", "@@#######", "##########", "MEM-#######", "AC######", "ACC-########", "acc #######", "## ### ###", "#########", "@-######-@", "KN ######", "###-###-###", "ID#######", "CU-##-####", "####-####-####", "850-###-####", "@@@######", "@&&&&&&&", "#### #### ####", "CLI#######", "U######", "9##########", "A-####-##")  # fmt: skip
BOOKINGS = ("&&&&&&", "&&&&&&", "&&&&&&", "@@@@@@", "@@@@@@", "@@##@@", "@&&&&#", "@#@#@#", "@ @ # @ # @", "BK-######", "RES######", "########", "HTL-####-&&&&", "&&& &&&", "~~~~~~", "~#~#~#", "RSV######", "@@######", "&&&&&&&&", "B########", "######", "@@@-###")  # fmt: skip
POLICIES = ("POL-########", "POL########", "P########", "@@-########", "@@ ########", "#########", "##########", "@@@/######/#", "AUTO-#######", "HO-######-##", "##-@@-######", "@@@########", "POL/20##/######", "MOT#######", "#### #### ####", "@#######", "##/###/#######", "LV ### ### ###", "######-###", "L-####-####", "KFZ-########", "########-@", "@@#########", "pn ########")  # fmt: skip
CLAIMS = ("CLM-######", "CLM########", "CL-20##-####", "C########", "20##-######", "##-#######", "@@@-##-######", "CLAIM-#####", "#########", "SN-########", "########", "clm ######", "CLM/##/####", "@######", "####-##-####", "#######")  # fmt: skip
TICKETS = ("INC#######", "INC00#####", "#######", "#####", "CASE-######", "TKT-#####", "REQ#######", "SR-########", "CS#######", "@@@@-####", "@@-####", "HD-#####", "#######", "case ########", "ref ######", "T-########", "RITM00#####", "CHG00#####", "20######-####", "######")  # fmt: skip
OTPS = ("######", "######", "######", "####", "### ###", "###-###", "########", "G-######", "&&&&&&", "#####", "# # # # # #", "&&&-&&&")  # fmt: skip
PASSWORDS = tuple(
    "sunshine dragon monkey football summer winter autumn spring tiger banana coffee orange purple rocket shadow flower garden island river mountain thunder "
    "silver golden hunter killer master secret welcome letmein qwerty pepper cookie chocolate butterfly princess superman batman guitar music piano london liverpool arsenal "
    "chelsea madrid dallas yankees mustang ferrari porsche diamond crystal angel lucky happy freedom matrix falcon eagle panther wizard magic rainbow unicorn kitten puppy "
    "biscuit muffin ginger oreo max bella rocky buster charlie rosebud midnight moonlight starlight ocean beach surfer soccer hockey tennis golfer fishing camping pizza "
    "cheese tomato potato pancake hamster turtle horse panda koala zebra pickle whiskey bourbon martini vodka trinity phoenix merlin gandalf frodo starwars yoda pokemon "
    "zelda mario sonic hello password admin changeme blue red green black white pink castle bridge window table river9 copper marble velvet lantern anchor maple willow cedar "
    "passwort hallo schatz sonne soleil bonjour amour chouchou estrella corazon amore ciao juventus welkom hond kasteel kochanie polska senha flamengo".split()
)
KEYS = (
    ("s+k_l+ive_", ALNUM, 24), ("s+k_t+est_", ALNUM, 24), ("p+k_l+ive_", ALNUM, 24), ("r+k_l+ive_", ALNUM, 24), ("A+KIA", BOTH, 16), ("A+SIA", BOTH, 16), ("g+hp_", ALNUM, 36),
    ("gi+thub_pat_", ALNUM + "_", 82), ("gl+pat-", ALNUM + "_-", 20), ("xo+xb-", string.digits, 12), ("xo+xp-", ALNUM + "-", 40), ("AI+za", ALNUM + "_-", 35), ("S+G.", ALNUM + "_-", 22),
    ("ey+JhbGciOiJIUzI1NiJ9.ey+J", ALNUM + "_-", 60), ("", HEX, 32), ("", HEX, 40), ("", HEX, 64), ("", ALNUM + "+/", 40), ("s+k-", ALNUM, 48), ("s+k-proj-", ALNUM + "_-", 60),
    ("npm_", ALNUM, 36), ("dop_v1_", HEX, 64), ("sh+pat_", HEX, 32), ("key-", HEX, 32), ("SK", HEX, 32), ("AC", HEX, 32), ("Bearer ", ALNUM + "_-.", 40), ("hf_", ALNUM, 34), ("api_", ALNUM, 28),
    ("tok_", ALNUM, 24), ("live_", ALNUM, 30), ("wh+sec_", ALNUM, 32), ("ya29.", ALNUM + "_-", 50), ("-----BEGIN PRIVATE KEY-----\n", ALNUM + "/", 64),
)  # fmt: skip
MAILERS = (
    "gmail.com",
    "gmail.com",
    "gmail.com",
    "yahoo.com",
    "hotmail.com",
    "outlook.com",
    "icloud.com",
    "aol.com",
    "protonmail.com",
    "live.com",
    "msn.com",
    "me.com",
    "example.com",
    "mail.com",
    "googlemail.com",
)
MAILERS_OF = {"DE": ("gmx.de", "web.de", "t-online.de", "freenet.de"), "AT": ("gmx.at", "aon.at"), "CH": ("bluewin.ch", "gmx.ch"), "FR": ("orange.fr", "free.fr", "laposte.net", "sfr.fr", "wanadoo.fr"), "ES": ("telefonica.net", "hotmail.es", "yahoo.es"), "IT": ("libero.it", "tiscali.it", "virgilio.it", "alice.it"), "NL": ("ziggo.nl", "kpnmail.nl", "hetnet.nl", "xs4all.nl"), "BE": ("telenet.be", "skynet.be"), "PL": ("wp.pl", "onet.pl", "o2.pl", "interia.pl"), "PT": ("sapo.pt", "hotmail.com"), "BR": ("uol.com.br", "bol.com.br", "terra.com.br"), "CZ": ("seznam.cz", "centrum.cz"), "GB": ("btinternet.com", "hotmail.co.uk", "yahoo.co.uk", "sky.com", "talktalk.net"), "AU": ("bigpond.com", "optusnet.com.au"), "IN": ("rediffmail.com", "yahoo.co.in"), "US": ("comcast.net", "verizon.net", "att.net", "sbcglobal.net")}  # fmt: skip
TIMES = (
    "1#:##",
    "0#:3#",
    "%pm",
    "% pm",
    "%am",
    "%:30",
    "1%:00",
    "%:15pm",
    "%:45 am",
    "noon",
    "midnight",
    "half past %",
    "%:00 PM",
    "1%h",
    "1%h30",
    "quarter to %",
    "% o'clock",
    "% p.m.",
    "2#:%5",
)
UNITS = {
    "en": ("minutes", "days", "hours", "weeks", "months", "years", "mins", "business days", "seconds"), "de": ("Minuten", "Tagen", "Stunden", "Wochen", "Monate", "Jahren", "Werktage"), "fr": ("minutes", "jours", "heures", "semaines", "mois", "ans", "jours ouvrés"),
    "es": ("minutos", "días", "horas", "semanas", "meses", "años"), "it": ("minuti", "giorni", "ore", "settimane", "mesi", "anni"), "nl": ("minuten", "dagen", "uur", "weken", "maanden", "jaar"), "pt": ("minutos", "dias", "horas", "semanas", "meses", "anos"), "pl": ("minut", "dni", "godzin", "tygodni", "miesięcy", "lat"),
    "cs": ("minut", "dní", "hodin", "týdnů"), "sv": ("minuter", "dagar", "timmar", "veckor"), "da": ("minutter", "dage", "timer", "uger"), "no": ("minutter", "dager", "timer", "uker"), "fi": ("minuuttia", "päivää", "tuntia", "viikkoa"), "hu": ("perc", "nap", "óra", "hét"), "ro": ("minute", "zile", "ore", "săptămâni"), "tr": ("dakika", "gün", "saat", "hafta"),
}  # fmt: skip
MODELS = ("iPhone 1#", "iPhone 1# Pro Max", "Galaxy S2#", "Galaxy A5#", "Pixel #", "XPS 1#", "WH-1000XM#", "RTX 40#0", "PS5", "Xbox Series X", "@@-###", "@@###@", "@###-@@", "EOS R#", "HX%###", "MX-%##", "WF%#&&&", "KD-%%X####", "TL-WR###", "DCS-####L", "Model #", "V1# Detect", "ThinkPad T1#", "@@@ ###", "MK%", "LC-%#", "A17## Pro", "SM-@###@", "B0%-###")  # fmt: skip
SKUS = (
    "@@@-###-@@",
    "@@###-##",
    "SKU-######",
    "######-###",
    "@@@@####",
    "##-####-##",
    "B0&&&&&&&&",
    "@@-####-@",
    "###.###.##",
    "ART-#####",
    "10######",
    "@#-@#-###",
)
TRACKINGS = (
    "1Z&&&&&&&&########",
    "94############ ########",
    "JD01##############",
    "@@#########GB",
    "@@#########DE",
    "############",
    "##########",
    "TBA############",
    "JJD############",
    "00340##############",
    "H########",
    "#### #### ####",
    "@@#########US",
    "420#####94##################",
)
VERSIONS = (
    "#.#.#",
    "v#.##",
    "1#.#",
    "1#.#.#",
    "v#.#.#-beta.#",
    "#.##.####",
    "20##.#",
    "build ####",
    "Windows 1#",
    "iOS 1#.#",
    "macOS 1#.#",
    "Android 1#",
    "10.0.%####.###",
    "v%",
)
ERRORS = (
    "E-###",
    "ERR_####",
    "0x8007####",
    "0x&&&&&&&&",
    "error ###",
    "4#4",
    "5##",
    "Error code ##",
    "E##",
    "HTTP 50%",
    "ERR-%##-%",
    "F%#",
    "code %###",
    "@@###",
    "STOP 0x000000&&",
    "E%-%%",
    "M####-%###",
    "P0###",
    "-%###",
)
FLIGHTS = (
    "BA####",
    "LH ###",
    "UA ####",
    "DL###",
    "AA ####",
    "HAT###",
    "FR ####",
    "U2 ####",
    "EK ##",
    "KL####",
    "AF ####",
    "IB ####",
    "TK ##",
    "@@###",
    "LO ###",
    "SK ###",
)
ISBNS = (
    "978-#-##-######-#",
    "978##########",
    "#-###-#####-#",
    "##########",
    "978-#-####-####-#",
    "ISBN 978-3-###-#####-#",
)
SIZES = ("S", "XL", "size 1#", "UK %", "EU 4#", "%##x%##", '%#"', "%# cm", "%## ml", "%# GB", "%##GB", "%TB", "%.5 kg", "%# inch", "%# Mbps", "%##g", "32x3#", "%#mm", "10.5", "W32 L34", "double", "queen size", "%m x %m")  # fmt: skip
MONTHS = {
    "en": tuple("January February March April May June July August September October November December".split()), "de": tuple("Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()), "fr": tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()), "es": tuple("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()),
    "it": tuple("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split()), "nl": tuple("januari februari maart april mei juni juli augustus september oktober november december".split()), "pt": tuple("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split()), "pl": tuple("stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia".split()),
    "cs": tuple("ledna února března dubna května června července srpna září října listopadu prosince".split()), "sv": tuple("januari februari mars april maj juni juli augusti september oktober november december".split()), "da": tuple("januar februar marts april maj juni juli august september oktober november december".split()), "no": tuple("januar februar mars april mai juni juli august september oktober november desember".split()),
    "fi": tuple("tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta".split()), "hu": tuple("január február március április május június július augusztus szeptember október november december".split()), "ro": tuple("ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie".split()), "tr": tuple("Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık".split()),
}  # fmt: skip
WEEKDAYS = {
    "en": tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()), "de": tuple("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()), "fr": tuple("lundi mardi mercredi jeudi vendredi samedi dimanche".split()), "es": tuple("lunes martes miércoles jueves viernes sábado domingo".split()), "it": tuple("lunedì martedì mercoledì giovedì venerdì sabato domenica".split()), "nl": tuple("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split()), "pt": tuple("segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo".split()), "pl": tuple("poniedziałek wtorek środę czwartek piątek sobotę niedzielę".split()),
    "cs": tuple("pondělí úterý středu čtvrtek pátek sobotu neděli".split()), "sv": tuple("måndag tisdag onsdag torsdag fredag lördag söndag".split()), "da": tuple("mandag tirsdag onsdag torsdag fredag lørdag søndag".split()), "no": tuple("mandag tirsdag onsdag torsdag fredag lørdag søndag".split()), "fi": tuple("maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina".split()), "hu": tuple("hétfő kedd szerda csütörtök péntek szombat vasárnap".split()), "ro": tuple("luni marți miercuri joi vineri sâmbătă duminică".split()), "tr": tuple("Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar".split()),
}  # fmt: skip
FIRM_EN = ("{a} & Sons", "{a} Ltd", "{a} and {b}", "{a}, {b} & Co", "{a} Group", "{a} Inc", "{a} LLC", "{a}-{b}", "{a} Plumbing", "{a} Motors", "{a} Insurance", "Bank of {c}", "{c} Airways", "University of {c}", "{a}'s Diner", "{f}'s Pizza", "{a} Holdings plc", "{a} Brothers", "{c} Water", "{a} Foundation", "{a} Dental", "The {a} Hotel", "{a} Logistics", "{f} & {f} Bakery", "{a} Energy", "{c} United", "{a} Estate Agents")  # fmt: skip
FIRM = ("{a} & {b}", "{a} Group", "{a}-{b}", "{a} {c}")
FIRMS = {
    "en": FIRM_EN, "de": ("{a} GmbH", "{a} & Söhne", "{a} AG", "{a} & Co. KG", "Autohaus {a}", "Bäckerei {a}", "Stadtwerke {c}", "Sparkasse {c}", "Kanzlei {a}", "Elektro {a}", "Möbel {a}"), "fr": ("{a} SARL", "Ets {a}", "{a} SA", "Garage {a}", "Boulangerie {a}", "Maison {a}", "{a} et Fils", "{a} Frères", "Cabinet {a}"), "es": ("{a} S.L.", "{a} e Hijos", "Grupo {a}", "Talleres {a}", "Hermanos {a}", "Banco de {c}", "{a} S.A."),
    "it": ("{a} S.r.l.", "Fratelli {a}", "{a} & Figli", "Gruppo {a}", "Autofficina {a}", "{a} S.p.A.", "Banca di {c}"), "nl": ("{a} B.V.", "Garage {a}", "{a} & Zonen", "Bakkerij {a}", "{a} Groep", "Notaris {a}"), "pt": ("{a} Lda", "Grupo {a}", "{a} & Filhos", "Irmãos {a}", "{a} S.A.", "Padaria {a}"), "pl": ("{a} sp. z o.o.", "Firma {a}", "{a} S.A.", "Piekarnia {a}", "Kancelaria {a}", "Bank {c}"),
    "cs": ("{a} s.r.o.", *FIRM), "sv": ("{a} AB", *FIRM), "da": ("{a} A/S", *FIRM), "no": ("{a} AS", *FIRM), "fi": ("{a} Oy", *FIRM), "hu": ("{a} Kft.", *FIRM), "ro": ("{a} SRL", *FIRM), "tr": ("{a} A.Ş.", *FIRM),
}  # fmt: skip


def written_date(
    day: int, month: int, year: int, name: str, language: str, *, american: bool, yearless: bool, rng: Random
) -> str:
    """Return a date in one of the ways it is written; `yearless` ones may leave the year out."""
    short = f"{year % 100:02}"
    if american:
        day, month = month, day  # the first two numbers change places, the named month is drawn apart
    numeric = (
        f"{day:02}/{month:02}/{year}",
        f"{day:02}/{month:02}/{year}",
        f"{day}/{month}/{short}",
        f"{day:02}.{month:02}.{year}",
        f"{day:02}-{month:02}-{year}",
        f"{day}.{month}.{short}",
        f"{day:02} {month:02} {year}",
        f"{day:02}{month:02}{year}",
        f"{day:02}/{month:02}/{short}",
        f"{day}-{month}-{short}",
    )
    if american:
        day, month = month, day
    named: tuple[str, ...]
    bare: tuple[str, ...]
    iso = (f"{year}-{month:02}-{day:02}", f"{year}/{month:02}/{day:02}")
    if language == "en":
        suffix = "th" if day in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
        named = (
            f"{day} {name} {year}",
            f"{name} {day}, {year}",
            f"{day}{suffix} {name} {year}",
            f"{name} {day}{suffix}, {year}",
            f"{day}{suffix} of {name} {year}",
            f"{name[:3]} {day} {year}",
            f"{day}-{name[:3]}-{year}",
            f"{name} {day}{suffix} {year}",
            f"{day} {name[:3]} {short}",
            f"the {day}{suffix} of {name}, {year}",
            f"{day}{suffix} {name[:3]} {year}",
            f"{name[:3]} {day}, {year}",
            f"{day} {name[:3]} {year}",
        )
        bare = (
            f"{day} {name}",
            f"{name} {day}",
            f"{day}{suffix} of {name}",
            f"{name} {day}{suffix}",
            f"{name[:3]} {day}",
            f"{day}/{month}",
            f"the {day}{suffix}",
        )
    else:
        link = {"es": " de ", "pt": " de ", "de": ". ", "cs": ". ", "da": ". ", "no": ". ", "fi": ". "}.get(
            language, " "
        )
        tail = " de " if language in {"es", "pt"} else " "
        named = (
            (
                f"{day}{link}{name}{tail}{year}",
                f"{day}{link}{name}{tail}{year}",
                f"{day} {name[:3]} {year}",
                f"{day:02}{link}{name} {year}",
            )
            if language != "hu"
            else (f"{year}. {name} {day}.", f"{year}.{month:02}.{day:02}.")
        )
        bare = (
            (f"{day}{link}{name}", f"{day}.{month}.", f"{day:02}/{month:02}")
            if language != "hu"
            else (f"{name} {day}.",)
        )
    if yearless and rng.random() < 0.4:
        return rng.choice(bare)
    roll = rng.random()
    return rng.choice(numeric if roll < 0.5 else named if roll < 0.9 else iso)
