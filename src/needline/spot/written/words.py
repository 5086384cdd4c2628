"""Words that the rules for written text go by, from `words.txt` and `illnesses.txt`."""

from typing import Final

from needline.spot.lists import lists

_LISTS: Final = lists("needline.spot.written", "words.txt")
PARTICLES: Final = frozenset(_LISTS["particles"])
NO_NAME: Final = frozenset(_LISTS["no name"]) - PARTICLES
NO_PERSON: Final = frozenset(_LISTS["no person"])
HOUSES: Final = "|".join(_LISTS["houses"])
LOWER_TITLES: Final = frozenset(_LISTS["titles in lower case"])
NO_LOCAL_PART: Final = frozenset(_LISTS["no local part"])
BEFORE_AT: Final = frozenset(_LISTS["before at"])
VERBS_BEFORE_AT: Final = frozenset(_LISTS["verbs before at"])
NO_HEAD: Final = frozenset(_LISTS["no head"])
PROVIDERS: Final = "|".join((*_LISTS["clear providers"], *_LISTS["unclear providers"]))
UNSIGNED: Final = (*_LISTS["clear providers"], *_LISTS["misspelled providers"])
ENDINGS: Final = _LISTS["endings"]
ILLNESSES: Final = lists("needline.spot.written", "illnesses.txt", by_line=True)
