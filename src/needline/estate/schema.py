"""The JSON Schema of an estate file, so that editors complete and check it while it is typed.

It is made from the model each time it is asked for, and says of single values what `reading` says. What takes
two values to see, such as a password within a URL or a key in two files, only `reading` finds.
"""

from enum import Enum

import msgspec

from needline.estate.files import INCLUDE, INCLUDED
from needline.estate.model import Assurance, Estate, Form, Reach, Trigger
from needline.estate.nodes import OWN
from needline.estate.rules import GRAMMAR

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_WORDS: tuple[type[Enum], ...] = (Form, Assurance, Reach, Trigger)
_INCLUDE = {
    "type": "array",
    "items": {"type": "string", "pattern": INCLUDED},
    "description": "Further files of this estate, named from the folder of this one.",
}


def json_schema() -> dict[str, object]:
    """The schema, in the dialect of 2020-12."""
    parts = msgspec.json.schema_components([Estate], ref_template="#/$defs/{name}")[1]
    for words in _WORDS:
        if words.__name__ in parts:
            parts[words.__name__]["enum"] = [word.value for word in words]  # in their order, not the alphabet's
    for part in parts.values():
        if part.get("type") == "object":
            part["patternProperties"] = {f"^{OWN}": {}}
    top = parts.pop("Estate")
    keys = top["properties"]
    keys["rules"]["items"]["pattern"] = GRAMMAR
    keys["triggers"]["propertyNames"] = {"$ref": f"#/$defs/{Trigger.__name__}"}
    keys[INCLUDE] = _INCLUDE
    return {"$schema": _DIALECT, **top, "title": "needline estate", "$defs": parts}
