"""A small estate that the tests of drift share."""

from typing import Any

import msgspec

from needline.estate.model import Estate
from needline.observed import Observed, Sighting, Watched

ELEMENTS = {
    "name": {"is": "user.name", "harm": 1},
    "ssn": {"is": "user.government_id", "harm": 30, "called": "a social security number"},
    "card_number": {"is": "user.financial.credit_card", "harm": 30},
    "balance": {"is": "user.financial.bank_account", "harm": 10},
    "account_number": {"is": "user.financial.bank_account", "harm": 10},
    "password": {"is": "user.authorization.password", "harm": 30},
    "charges": {"is": "user.financial", "harm": 10},
    "address": {"is": "user.contact.address", "harm": 3},
}


def estate(**journeys: dict[str, Any]) -> Estate:
    """An estate with these journeys, each with what it says beside who handles it and through what."""
    plain = {
        "needline": 1, "estate": "Bank", "owner": "o@bank.example", "elements": ELEMENTS, "channels": {"chat": {}},
        "desks": {"desk": {"seats": 1}},
        "journeys": {name: {"by": "desk", "through": ["chat"], **one} for name, one in journeys.items()},
    }  # fmt: skip
    return msgspec.convert(plain, type=Estate)


def observed(**watched: tuple[int, dict[str, Sighting]]) -> Observed:
    """What a scan saw: journey → how many conversations, and what was seen in them."""
    journeys = {name: Watched(conversations=number, seen=seen) for name, (number, seen) in watched.items()}
    return Observed(files=1, journeys=journeys)
