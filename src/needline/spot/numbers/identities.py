"""Identity numbers: by how they are written and by their check digits; by the words beside them in any form.

A checksum that one number in ten passes proves nothing by itself. Without words there must be a form of its own
(SSN with its dashes, a codice fiscale), check digits that one in a hundred passes, or a date of birth inside.
"""

import re
from functools import cache
from types import MappingProxyType, ModuleType
from typing import Final

from msgspec import Struct

from needline.spot.finding import Finding, Found


class Written(Struct, frozen=True):
    """An identity number as it is written: who checks it, how sure we are when that holds and when it does not."""

    country: str
    module: str  # of python-stdnum
    name: str
    holds: float
    fails: float = 0.0  # below .5: not reported


_MASK: Final = str.maketrans("123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", "000000000AAAAAAAAAAAAAAAAAAAAAAAAAA")
_DNI: Final = Written("es", "dni", "a Spanish DNI", 0.95)
_NIE: Final = Written("es", "nie", "a Spanish NIE", 0.98)
_HETU: Final = Written("fi", "hetu", "a Finnish HETU", 0.99, 0.7)
_RC: Final = Written("cz", "rc", "a Czech or Slovak birth number", 0.97, 0.6)
_PNR: Final = Written("se", "personnummer", "a Swedish personnummer", 0.97)
_CPR: Final = Written("dk", "cpr", "a Danish CPR number", 0.9)
_CURP: Final = Written("mx", "curp", "a Mexican CURP", 0.98, 0.8)
_RFC: Final = Written("mx", "rfc", "a Mexican RFC", 0.95)
_PPS: Final = Written("ie", "pps", "an Irish PPS number", 0.93)
_PESEL: Final = Written("pl", "pesel", "a Polish PESEL", 0.85)
_FNR: Final = Written("no", "fodselsnummer", "a Norwegian birth number", 0.95)
_NN: Final = Written("be", "nn", "a Belgian national number", 0.97, 0.8)
_IDNR: Final = Written("de", "idnr", "a German tax id", 0.7)
_CPF: Final = Written("br", "cpf", "a Brazilian CPF", 0.98, 0.8)
_CNP: Final = Written("ro", "cnp", "a Romanian CNP", 0.97)
_NIR: Final = Written("fr", "nir", "a French NIR", 0.98)
_FORMS: Final = MappingProxyType(
    {
        "000-00-0000": (
            Written("us", "ssn", "a US social security number", 0.95),
            Written("us", "itin", "a US ITIN", 0.95, 0.75),
        ),
        "000 00 0000": (Written("us", "ssn", "a US social security number", 0.75),),
        "000.000.000-00": (_CPF,),
        "00.000.000/0000-00": (Written("br", "cnpj", "a Brazilian CNPJ", 0.98, 0.8),),
        "000.0000.0000.00": (Written("ch", "ssn", "a Swiss AHV number", 0.99, 0.6),),
        "00.00.00-000.00": (_NN,),
        "00.00.00-000-00": (_NN,),
        "000000/0000": (_RC,),
        "000000/000": (_RC,),
        "000000-0000": (_PNR, _CPR),
        "00000000-0000": (_PNR,),
        "000000+0000": (_PNR,),
        "000000 00000": (_FNR,),
        "0000 0000 0000": (Written("in", "aadhaar", "an Indian Aadhaar number", 0.95),),
        "000-000-000": (Written("ca", "sin", "a Canadian SIN", 0.85),),
        "00 000 000 000": (
            Written("de", "idnr", "a German tax id", 0.95),
            Written("au", "abn", "an Australian ABN", 0.8),
        ),
        "00000000000": (
            _FNR,
            Written("be", "nn", "a Belgian national number", 0.9),
            Written("br", "cpf", "a Brazilian CPF", 0.85),
            Written("tr", "tckimlik", "a Turkish identity number", 0.85),
            _PESEL,
            _IDNR,
        ),
        "AAAAAA00A00A000A": (Written("it", "codicefiscale", "an Italian codice fiscale", 0.99, 0.9),),
        "00000000A": (_DNI,),
        "00000000-A": (_DNI,),
        "00.000.000-A": (_DNI,),
        "A0000000A": (_NIE,),
        "A-0000000-A": (_NIE,),
        "A0000000-A": (_NIE,),
        "000000-000A": (_HETU,),
        "000000A000A": (_HETU,),
        "000000+000A": (_HETU,),
        "AAAA000000AAAAAA00": (_CURP,),
        "AAAA000000AAAAAAA0": (_CURP,),
        "AAAA000000AAA": (_RFC,),
        "AAAA000000AA0": (_RFC,),
        "AAAA000000A00": (_RFC,),
        "AAAA000000A0A": (_RFC,),
        "AAAA0000000A0": (_RFC,),
        "AAAA000000000": (_RFC,),
        "AAAAA0000A": (Written("in", "pan", "an Indian PAN", 0.95, 0.6),),
        "0000000A": (_PPS,),
        "0000000AA": (_PPS,),
    }
)
_LONG: Final = MappingProxyType(  # of 13 digits and more, where a card is the alternative
    {
        13: (_CNP, Written("ch", "ssn", "a Swiss AHV number", 0.99)),
        15: (_NIR,),
    }
)
_NINO_HEADS: Final = frozenset("ABCEGHJKLMNOPRSTWXYZ")


@cache
def _module(country: str, name: str) -> ModuleType | None:
    from stdnum import get_cc_module  # 60 ms that most texts never need

    module = get_cc_module(country, name)
    return module if isinstance(module, ModuleType) else None


def _holds(form: Written, value: str) -> bool:
    module = _module(form.country, form.module)
    return bool(module and module.is_valid(value))


def _first(forms: tuple[Written, ...], start: int, end: int, value: str) -> Finding | None:
    """The finding for the first of `forms` that holds, else for one that is told by its form alone."""
    for form in forms:
        if _holds(form, value):
            return Finding(start, end, Found.IDENTITY_NUMBER, form.holds, f"{form.name}; the check digits hold")
    for form in forms:
        if form.fails:
            return Finding(start, end, Found.IDENTITY_NUMBER, form.fails, f"written as {form.name}")
    return None


def written(text: str, start: int, end: int) -> Finding | None:
    """An identity number that is known by how it is written."""
    value = text[start:end].upper()
    shape = value.translate(_MASK)
    if shape == "AA000000A":
        return _nino(start, end, value)
    forms = _FORMS.get(shape)
    return _first(forms, start, end, value.replace(".", "")) if forms else None


def _nino(start: int, end: int, value: str) -> Finding | None:
    """A UK National Insurance number: prefixes that are issued, suffix A to D (HMRC NIM39110)."""
    issued = value[0] in _NINO_HEADS and value[1] in _NINO_HEADS - {"O"} and value[:2] not in _NEVER
    if value[-1] not in "ABCD":
        return None
    why = "a UK National Insurance number"
    return Finding(start, end, Found.IDENTITY_NUMBER, 0.95 if issued else 0.6, why)


_NEVER: Final = frozenset({"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"})


def long(start: int, end: int, digits: str) -> Finding | None:
    """An identity number among runs of 13 digits and more."""
    if len(digits) == 15 and not _NIR_HEAD.match(digits):
        return None
    return _first(_LONG.get(len(digits), ()), start, end, digits)


def lettered(text: str, start: int, end: int) -> Finding | None:
    """An identity number that ends in a letter behind groups of digits: "131052-308T", "12.345.678-Z"."""
    last = end + 2 if text[end : end + 1] == "-" else end + 1
    if not text[last - 1 : last].isalpha() or text[last : last + 1].isalnum():
        return None
    return written(text, start, last)


_NIR_HEAD: Final = re.compile(r"[12][0-9]{2}(?:0[1-9]|1[0-2]|[2-9][0-9])")  # sex, year, month
_SPACED_NINO: Final = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2} ?$")


def spaced_nino(text: str, start: int, end: int) -> Finding | None:
    """A National Insurance number in pairs, of which `start` to `end` are the digits: "AB 12 34 56 C"."""
    head = _SPACED_NINO.search(text, max(0, start - 4), start)
    tail = text[end : end + 2].strip()
    if not head or tail not in _NINO_TAILS or text[end + 2 : end + 3].isalnum():
        return None
    last = end + text[end : end + 2].index(tail) + 1
    return Finding(head.start(), last, Found.IDENTITY_NUMBER, 0.9, "written as a UK National Insurance number")


_NINO_TAILS: Final = frozenset("ABCD")


def named(start: int, end: int, characters: int, score: float = 0.95) -> Finding | None:
    """The finding for what words call an identity number; its last four digits are one, too."""
    if not 4 <= characters <= 20:
        return None
    return Finding(start, end, Found.IDENTITY_NUMBER, score if characters > 5 else 0.85, "words call it so")
