"""Spoken: what is said in words as speech recognisers write it: numbers, spelled names, e-mail addresses, dates."""

from collections.abc import Iterator

from needline.spot.finding import Finding, Found
from needline.spot.rule import Rule
from needline.spot.spoken import triggers
from needline.spot.spoken.answer import answers
from needline.spot.spoken.bare import bare
from needline.spot.spoken.date import dates, is_born
from needline.spot.spoken.email import emails
from needline.spot.spoken.numbers import spoken
from needline.spot.spoken.run import lowered

__all__ = ["RULES", "answers", "bare"]


def _emails(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # a rule is asked so
    for start, end in emails(lowered(text)):
        yield Finding(start, end, Found.EMAIL, 0.97, "an e-mail address, said in words")


def _dates(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:
    lower = lowered(text)
    for date in dates(lower):
        if Found.BIRTH_DATE in asked or (date.whole and is_born(lower, date.start)):
            yield Finding(date.start, date.end, Found.BIRTH_DATE, 0.95, "a date, and the talk is of a birth")


def _bare(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # a rule is asked so
    return bare(text)


RULES: tuple[Rule, ...] = (
    Rule(name="numbers in words", triggers=triggers.NUMBERS, find=spoken),
    Rule(name="e-mail addresses in words", triggers=triggers.EMAILS, find=_emails),
    Rule(name="birth dates in words", triggers=triggers.DATES, find=_dates),
    Rule(name="nothing but a value", triggers=triggers.BARE, find=_bare),
)
