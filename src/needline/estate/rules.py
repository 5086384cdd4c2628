"""Rules: sentences of a closed grammar that must hold before anything runs.

Each form is a sentence with words to fill in (`<element>`) and parts to leave out (`[more than <form>]`). The
table at the end says which struct a form becomes; a word to fill in is a field of that struct. Whether a rule
holds is for `policy` to say.
"""

import re

import msgspec
from msgspec import Struct

from needline.estate.model import Assurance, Form, Reach
from needline.estate.shapes import NAME, SPAN


class NoBotReaches(Struct, frozen=True, kw_only=True):
    """No bot has a wider reach than this."""

    reach: Reach


class NoDeskReaches(Struct, frozen=True, kw_only=True):
    """No desk of people has a wider reach than this."""

    reach: Reach


class EveryDeskSignsIn(Struct, frozen=True, kw_only=True):
    """No desk takes a weaker sign-in than this."""

    assurance: Assurance


class HarmNeeds(Struct, frozen=True, kw_only=True):
    """An element with more harm than this is shown only after the customer proved as much."""

    harm: int
    assurance: Assurance


class StoreKeeps(Struct, frozen=True, kw_only=True):
    """The store keeps nothing longer than this."""

    store: str
    span: str


class NoBotSees(Struct, frozen=True, kw_only=True):
    """No bot sees the element in a fuller form; without a form, in none at all."""

    element: str
    form: Form | None = None


class NobodySees(Struct, frozen=True, kw_only=True):
    """Neither desk nor bot sees the element in a fuller form; without a form, in none at all."""

    element: str
    form: Form | None = None


class OnlySees(Struct, frozen=True, kw_only=True):
    """The element is for this desk or bot alone."""

    desk: str
    element: str


class EveryBotCertified(Struct, frozen=True, kw_only=True):
    """No bot runs without a certificate."""


class NoBotChanges(Struct, frozen=True, kw_only=True):
    """No journey of a bot changes the element."""

    element: str


class NeverAsked(Struct, frozen=True, kw_only=True):
    """No journey asks a customer for the element."""

    element: str


class ChannelSees(Struct, frozen=True, kw_only=True):
    """No contact over the channel sees the element in a fuller form; without a form, in none at all."""

    channel: str
    element: str
    form: Form | None = None


Rule = (
    NoBotReaches
    | NoDeskReaches
    | EveryDeskSignsIn
    | HarmNeeds
    | StoreKeeps
    | NoBotSees
    | NobodySees
    | OnlySees
    | EveryBotCertified
    | NoBotChanges
    | NeverAsked
    | ChannelSees
)

_RULES: dict[str, type[Rule]] = {
    "no bot reaches more than <reach>": NoBotReaches,
    "no desk reaches more than <reach>": NoDeskReaches,
    "every desk signs in with <assurance>": EveryDeskSignsIn,
    "harm above <harm> needs <assurance>": HarmNeeds,
    "<store> keeps at most <span>": StoreKeeps,
    "no bot sees <element> [more than <form>]": NoBotSees,
    "nobody sees <element> [more than <form>]": NobodySees,
    "only <desk> sees <element>": OnlySees,
    "every bot needs a certificate": EveryBotCertified,
    "no bot changes <element>": NoBotChanges,
    "<element> is never asked for": NeverAsked,
    "no contact over <channel> sees <element> [more than <form>]": ChannelSees,
}
FORMS = tuple(_RULES)

# What may stand for a word to fill in; every other word is a name.
_FILLINGS = {
    "reach": "|".join(map(str, Reach)),
    "assurance": "|".join(map(str, Assurance)),
    "form": "|".join(map(str, Form)),
    "harm": "[0-9]{1,4}",
    "span": SPAN.strip("^$"),
}

_EXPLAINED = {
    "reach": " or ".join(map(str, Reach)),
    "assurance": " or ".join(map(str, Assurance)),
    "form": " or ".join(map(str, Form)),
    "harm": "a whole number",
    "span": "a number and d, w, m or y",
}


def _blank(blank: re.Match[str]) -> str:
    return f"(?P<{blank[1]}>{_FILLINGS.get(blank[1], NAME.strip('^$'))})"


def _pattern(form: str) -> str:
    optional = re.sub(r" \[(.*?)\]", r"( \1)?", form)
    either_number = optional.replace(" keeps ", " keeps? ")  # a store keeps, transcripts keep
    return re.sub("<([a-z]+)>", _blank, either_number)


_PATTERNS = tuple((re.compile(_pattern(form)), rule) for form, rule in _RULES.items())

# The whole grammar as one pattern, without the names of groups, which JSON Schema's dialect would read twice.
GRAMMAR = "^(" + "|".join(re.sub(r"\(\?P<[a-z]+>", "(", pattern.pattern) for pattern, _ in _PATTERNS) + ")$"


def parse_rule(text: str) -> Rule | None:
    """The rule that the sentence states; None if it has none of the `FORMS`.

    >>> parse_rule("no bot sees card_number more than masked")
    NoBotSees(element='card_number', form=<Form.MASKED: 'masked'>)
    """
    for pattern, rule in _PATTERNS:
        if words := pattern.fullmatch(text):
            return msgspec.convert(words.groupdict(), rule, strict=False)
    return None


def explained(form: str) -> str:
    """The form, and what may stand for the blanks in it that are no names.

    >>> explained("no bot reaches more than <reach>")
    "'no bot reaches more than <reach>', where <reach> is own record or open contact"
    """
    blanks = {f"<{blank}>": words for blank, words in _EXPLAINED.items() if f"<{blank}>" in form}
    return f"{form!r}" + "".join(f", where {blank} is {words}" for blank, words in blanks.items())
