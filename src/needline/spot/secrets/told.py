"""What is said of a password or a code and is not one: "wrong", "not working", "zurückgesetzt"; from `told.txt`."""

import re
from typing import Final

from needline.spot.expression import Expression
from needline.spot.lists import lists

_LISTS: Final = lists("needline.spot.secrets", "told.txt")
_MEANT: Final = "|".join(sorted(map(re.escape, _LISTS["said of it"]), key=lambda word: (-len(word), word)))
SAID_OF_IT: Final = Expression(rf"(?:{_MEANT})(?![\w@#$%^&*+=]|[!?.,'’-]\w)", re.IGNORECASE)
NO_ANSWER: Final = frozenset(_LISTS["no answer"])
EMPTY: Final = frozenset(_LISTS["empty"])
