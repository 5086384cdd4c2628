"""The estate file: what is in it, and how it is read.

    read             a file and what it includes → Draft: the Estate and the place of each of its parts
    read_as          the same for a file that holds something else: an accepted-list
    locate           problems found later get their places
    json_schema      the same knowledge for editors
    parse_rule       a sentence of the estate's rules → one of the structs of `rules`
    known, kind      data categories: is there such a key, and how do forms treat its values
    span_days        90d, 12m, 7y → days
    near_miss        what a mistyped word was probably meant to be

Modules: `model` (the structs), `shapes` (single values), `rules` (the grammar), `categories` (Fides keys);
on the way from bytes to structs `files` (include), `yaml` with `nodes`, `scalars` and `syntax`,
`conversion` with `wording`, and `reading`, which puts them together; `schema`.
"""

from needline.estate.categories import Kind, kind, known
from needline.estate.files import Load
from needline.estate.model import (
    Above,
    Action,
    AfterChange,
    Assurance,
    Bot,
    BreakGlass,
    Channel,
    Deed,
    Desk,
    Element,
    Estate,
    Form,
    HandOver,
    Journey,
    Proving,
    Reach,
    Sight,
    Spot,
    Store,
    Trigger,
)
from needline.estate.reading import Draft, locate, read, read_as
from needline.estate.rules import FORMS, Rule, parse_rule
from needline.estate.schema import json_schema
from needline.estate.shapes import span_days
from needline.estate.wording import near_miss

__all__ = [
    "FORMS",
    "Above",
    "Action",
    "AfterChange",
    "Assurance",
    "Bot",
    "BreakGlass",
    "Channel",
    "Deed",
    "Desk",
    "Draft",
    "Element",
    "Estate",
    "Form",
    "HandOver",
    "Journey",
    "Kind",
    "Load",
    "Proving",
    "Reach",
    "Rule",
    "Sight",
    "Spot",
    "Store",
    "Trigger",
    "json_schema",
    "kind",
    "known",
    "locate",
    "near_miss",
    "parse_rule",
    "read",
    "read_as",
    "span_days",
]
