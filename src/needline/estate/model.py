"""The estate: what there is in a contact centre, as its owners write it down.

The structs below are the file (`DESIGN` section 4): a field is a key, a docstring is its meaning. A `Ladder`
holds words that have an order; the word is what stands in files and in the record, the order is what code
compares. Nothing here says whether an estate makes sense: `reading` finds what cannot be read, `policy` what
cannot be enforced.
"""

from enum import Enum, StrEnum
from typing import Annotated, Literal, Self

from msgspec import Meta, Struct, field

from needline.estate.shapes import (
    Amount,
    Category,
    Column,
    Count,
    Country,
    Endpoint,
    Header,
    JsonPath,
    Language,
    Name,
    Request,
    Secret,
    Sentence,
    Span,
    SqlName,
)


class Ladder(Enum):
    """Words with an order: what is written later is more."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.rank = len(type(self).__members__)

    def __str__(self) -> str:
        return self.word

    def __lt__(self, other: Self) -> bool:
        return self.rank < other.rank

    def __le__(self, other: Self) -> bool:
        return self.rank <= other.rank

    def __gt__(self, other: Self) -> bool:
        return self.rank > other.rank

    def __ge__(self, other: Self) -> bool:
        return self.rank >= other.rank


class Form(Ladder):
    """How much of a value is shown, least telling first."""

    USE = "use"  # act with it without seeing it: dial, send to, charge
    EXISTS = "exists"  # is there one on file?
    TOKEN = "token"  # noqa: S105  # a word for it, no secret: a stand-in towards a language model: the same value, the same token
    MATCHES = "matches"  # yes or no: is it what the customer says?
    BANDED = "banded"  # a range that the value lies in
    MASKED = "masked"  # a few characters to recognise it by
    FULL = "full"


class Assurance(Ladder):
    """How well somebody proved who they are (after NIST SP 800-63B-4, AAL1 to AAL3)."""

    NOTHING = "nothing"
    ONE_FACTOR = "one-factor"
    TWO_FACTOR = "two-factor"
    PASSKEY = "passkey"


class Reach(Ladder):
    """Whose data a desk can ask for at all."""

    OWN_RECORD = "own record"  # of the customer who signed in
    OPEN_CONTACT = "open contact"  # of the customer in a contact that is open at the desk


class Trigger(StrEnum):
    """What makes a gate hand a contact over from a bot to people."""

    ASKS_FOR_PERSON = "asks_for_person"
    OVER_COLLECTION = "over_collection"  # the customer sends, or the bot asks for, more than the journey needs
    HIGH_STAKES = "high_stakes"
    BOT_FAILED = "bot_failed"  # late, garbage or gone; always on


class Spot(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an element is found in free text, where only its owner knows its form."""

    pattern: str | tuple[str, ...] = ()  # its form, or several: "NB-[0-9]{8}"; case does not count
    words: tuple[str, ...] = ()  # the values themselves, where there are few
    checksum: Literal["luhn", "iban", "mod11", "verhoeff"] | None = None  # of its letters and digits
    near: tuple[str, ...] = ()  # words of which one must stand near, unless the checksum holds


class Element(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of customer data."""

    category: Category = field(name="is")  # a Fides data category key, such as user.contact.email
    harm: Literal[1, 3, 10, 30]  # if one person's value leaks
    called: str = ""  # the name that people read; empty: the key with spaces
    spot: Spot | None = None  # how it is found in free text, if it is this company's own


class Answer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an API answers about one customer, read as a table of the store."""

    get: Request  # {person} is the customer of the contact, {fields} the columns that are needed
    reads: dict[SqlName, JsonPath]  # column → where it stands in the answer
    more: JsonPath | None = None  # where the answer says that it is not the whole of it


class Search(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an API finds a customer: by a JSON body of one column of `find_by` and its value."""

    post: Request
    reads: dict[SqlName, JsonPath]  # column of the table of `person` → where it stands in the answer


class Store(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A system where elements live."""

    at: Endpoint  # env:NAME, or a SQLAlchemy URL without a password, or the https:// address of an API
    person: Column | None = None  # table.column that says whose record it is
    ties: dict[SqlName, SqlName] = {}  # table → its column that refers to the person
    find_by: dict[Name, Column] = {}  # what a customer can be found by → table.column
    keep: Span | None = None  # how long: 90d, 12m, 7y
    holds: dict[Name, Column | tuple[Column, ...]] = {}  # element → table.column, or several of one table
    format: str | None = None  # of what is no database: contact-lens, mbox …
    redact: tuple[Name, ...] = ()  # elements that it keeps no value of
    redacts_when: Literal["written", "shown"] = "written"  # shown: the values stay, and are hidden from who looks
    copy_of: Name | None = None  # the store whose values stand here too: an export, an index, a warehouse
    reached_by: tuple[Literal["api", "export", "report", "log"], ...] = ()  # ways to its values past needline
    answers: dict[SqlName, Answer] = {}  # of an API: table → how it is asked for
    search: Search | None = None  # of an API: how find_by is asked for
    headers: dict[Header, Secret] = {}  # of an API: what every request carries


class Channel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A way by which customers get in touch."""

    kind: Literal["phone", "chat", "email"] | None = None  # without it: as its name says
    kept_in: Name | None = None  # the store of its recordings and transcripts
    recorded: bool = False  # the voice
    screen_recorded: bool = False  # the agent's screen
    pauses: tuple[Name, ...] = ()  # elements during which the recording of the voice pauses
    screen_pauses: tuple[Name, ...] = ()  # elements during which the recording of the screen pauses
    paused_by: Literal["agent", "system"] = "agent"  # system: a form or a flow pauses, and nobody can forget to
    visitors: Literal["unknown", "claimed", "signed"] = "unknown"  # claimed: it believes an unsigned name or number


class Desk(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A group of agents that handles journeys."""

    seats: Count
    signs_in: Assurance = Assurance.TWO_FACTOR
    reach: Reach = Reach.OPEN_CONTACT
    kept_in: Name | None = None  # the store of its contacts, if it is not that of the channel
    called: str = ""


class Bot(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A desk without a chair."""

    at: Endpoint  # env:NAME or a URL
    speaks: Literal["http", "rasa", "openai", "mcp"] = "http"
    reach: Reach = Reach.OWN_RECORD
    certificate: Literal["required", "none"] = "required"
    kept_in: Name | None = None  # the store in which it keeps conversations of its own: a tracker, a log
    called: str = ""


class Sight(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The long way to write what a journey sees: the form, and proofs other than the usual ones."""

    form: Form
    customer: Assurance | None = None  # None: the journey's customer_proves
    staff: Assurance | None = None  # None: the desk's signs_in


class Above(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What it takes to go above a limit."""

    approve: Name


class Deed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far a journey may go with an action."""

    at_most: Amount | None = None  # of the action's argument that is money
    above: Above | None = None  # None: nobody may


class BreakGlass(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A journey for emergencies: who takes it says why, for a while, and somebody reviews it afterwards."""

    minutes: Annotated[int, Meta(ge=1, le=480)] = 30  # that it lasts
    review_by: Literal["supervisor", "security"] = "security"


class HandOver(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a contact goes when a trigger fires, and which journey it becomes there."""

    to: Name
    becomes: Name | None = None  # a journey; None: the same one
    when: tuple[Trigger, ...]


class Journey(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A purpose for which customers get in touch."""

    by: Name | tuple[Name, ...]  # the desks or bots that handle it
    through: tuple[Name, ...]
    called: str = ""
    a_year: Count = 0
    customer_proves: Assurance = Assurance.TWO_FACTOR
    sees: dict[Name, Form | Sight] = {}
    changes: tuple[Name, ...] = ()
    asks_for: tuple[Name, ...] = ()
    does: dict[Name, Deed] = {}
    never: tuple[Name, ...] = ()
    hand_over: HandOver | tuple[HandOver, ...] = ()
    break_glass: BreakGlass | None = None  # for emergencies only
    # What tells a conversation's journey: a field of the platform (queue, intent, tags) → its values; `words` →
    # words that customers say.
    known_by: dict[Name, tuple[str, ...]] = {}
    examples: tuple[str, ...] = ()  # what customers say who get in touch for it; `needline routing train` learns them

    def desks(self) -> tuple[str, ...]:
        """The desks and bots that handle this journey."""
        return (self.by,) if isinstance(self.by, str) else self.by

    def hand_overs(self) -> tuple[HandOver, ...]:
        """Every hand-over, in the order written."""
        return (self.hand_over,) if isinstance(self.hand_over, HandOver) else self.hand_over


class Action(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something a journey can do; `:person` in `sql` is always the customer of the contact."""

    store: Name | None = field(name="in", default=None)
    sql: str | None = None
    post: Endpoint | None = None  # env:NAME or a URL
    takes: dict[Name, Literal["id", "money", "text"]] = {}
    called: str = ""
    changes: tuple[Name, ...] = ()  # elements that it changes: who can be reached there before and after is told
    waits: Span | None = None  # how long after it was first asked for it can be done; the customer is told at once


class AfterChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What has to wait after a change: a new e-mail address and then a new password is how accounts are taken."""

    of: tuple[Name, ...]  # elements
    wait: Span
    holds: tuple[Name, ...]  # actions


class Proving(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How customers prove who they are."""

    code_to: Name  # the element that holds the contact point which codes are sent to
    changed: Name | None = None  # the element that says when that contact point last changed
    cooling_off: Span = "3d"  # a contact point that changed later than this gets no code
    most_failed: Count = 5  # tries of one customer, codes and matches, that may fail in 24 hours, whoever makes them
    after_change: tuple[AfterChange, ...] = ()


class Estate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of it, as written."""

    needline: Literal[1]
    estate: str
    owner: str
    people: Count = 0  # customers on file
    country: Country = "GB"  # ISO 3166, for phone numbers written without one
    elements: dict[Name, Element] = {}
    stores: dict[Name, Store] = {}
    channels: dict[Name, Channel] = {}
    desks: dict[Name, Desk] = {}
    bots: dict[Name, Bot] = {}
    customers: Proving | None = None
    actions: dict[Name, Action] = {}
    journeys: dict[Name, Journey] = {}
    triggers: dict[Trigger, dict[Language, tuple[str, ...]]] = {}  # trigger → language → words
    messages: dict[Name, dict[Language, str]] = {}  # occasion → language → text
    rules: tuple[Sentence, ...] = ()
