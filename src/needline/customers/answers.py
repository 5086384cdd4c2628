"""What a customer's page is answered at each step of a sign-in."""

from enum import StrEnum
from typing import Literal

from msgspec import Struct

from needline.estate.model import Assurance

Need = Literal["who", "password", "code"]


class Why(StrEnum):
    """Why a step failed. Each is true of the link, never of a customer: nobody learns who is known."""

    WRONG = "wrong"  # or locked, or nobody
    SPENT = "spent"  # no try is left for this code; a new one may be asked for
    GONE = "gone"  # the link was used, replaced or is too old


class Invitation(Struct, frozen=True, kw_only=True):
    """What a link is for, and what it still takes."""

    contact: str
    subject: str | None  # the key in the source or a ghost's; None: the customer says who they are
    subject_known: bool
    level: Assurance  # wanted
    needs: tuple[Need, ...]  # in this order


class Next(Struct, frozen=True, kw_only=True):
    """The step went well; this is still needed."""

    needs: tuple[Need, ...]


class Failed(Struct, frozen=True, kw_only=True):
    """The step did not go well."""

    why: Why


Step = Next | Failed


class Proof(Struct, frozen=True, kw_only=True):
    """A customer proved who they are, for one contact."""

    contact: str
    subject: str
    level: Assurance  # reached
    how: tuple[str, ...]  # "password", "one-time code", "authenticator"
