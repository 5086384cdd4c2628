"""ABCD as an estate: the 55 procedures that the agents of a fictional shop follow, as their authors wrote them.

Chen et al., "Action-Based Conversations Dataset" (NAACL 2021), github.com/asappresearch/abcd, MIT. `kb.json` has the
actions of each procedure, `ontology.json` what each action takes; both are read, neither is copied here.

What an action is in our words: pulling up an account shows it; verifying an identity or a purchase is the proof, by
questions (one factor at best); what an action takes is asked of the customer, and what it updates is changed.
"""

import json
from pathlib import Path

from needline.estate import Assurance, Channel, Desk, Element, Estate, Form, Journey, Proving, Store

PERSONAL = {
    "account_id": Element(category="user.account", harm=3),
    "customer_name": Element(category="user.name", harm=1),
    "email": Element(category="user.contact.email", harm=3),
    "full_address": Element(category="user.contact.address", harm=3),
    "order_id": Element(category="user.unique_id", harm=1),
    "payment_method": Element(category="user.financial", harm=3),
    "phone": Element(category="user.contact.phone_number", harm=3),
    "pin_number": Element(category="user.authorization.credentials", harm=30),
    "security_answer": Element(category="user.authorization.credentials", harm=10),
    "street_address": Element(category="user.contact.address.street", harm=3),
    "username": Element(category="user.account.username", harm=1),
    "zip_code": Element(category="user.contact.address.postal_code", harm=3),
}
FILES = {
    "account": Element(category="user.account", harm=10),
    "orders": Element(category="user.behavior.purchase_history", harm=3),
    "subscription": Element(category="user.account.settings", harm=3),
}
SHOWS = {"pull-up-account": "account", "shipping-status": "orders", "subscription-status": "subscription"}
PROVES = {"verify-identity", "validate-purchase"}
CHANGES = {"update-account", "update-order"}


def abcd(folder: Path) -> Estate:
    """The estate of the files in `folder`: one desk, by chat, one journey for each procedure."""
    procedures: dict[str, list[str]] = json.loads((folder / "kb.json").read_text(encoding="utf-8"))
    kinds = json.loads((folder / "ontology.json").read_text(encoding="utf-8"))["actions"]
    takes: dict[str, list[str]] = {action: taken for kind in kinds.values() for action, taken in kind.items()}
    held: dict[str, str | tuple[str, ...]] = {name: f"customers.{name}" for name in (*PERSONAL, *FILES)}
    return Estate(
        needline=1,
        estate="ABCD",
        owner="privacy@abcd.example",
        elements={**PERSONAL, **FILES},
        stores={
            "shop": Store(at="env:SHOP", person="customers.id", keep="2y", holds=held),
            "chats": Store(at="env:CHATS", keep="90d", redact=("pin_number", "security_answer")),
        },
        channels={"chat": Channel(kept_in="chats")},
        desks={"agents": Desk(seats=100)},
        customers=Proving(code_to="phone"),
        journeys={name: _journey(actions, takes) for name, actions in procedures.items()},
    )


def _journey(actions: list[str], takes: dict[str, list[str]]) -> Journey:
    asked = [one for action in actions if action not in CHANGES for one in takes.get(action, ()) if one in PERSONAL]
    changed = [one for action in actions if action in CHANGES for one in takes[action] if one in PERSONAL]
    return Journey(
        by="agents",
        through=("chat",),
        customer_proves=Assurance.ONE_FACTOR if PROVES & set(actions) else Assurance.NOTHING,
        sees={SHOWS[action]: Form.FULL for action in actions if action in SHOWS},
        asks_for=tuple(dict.fromkeys(asked)),
        changes=tuple(dict.fromkeys(changed)),
    )
