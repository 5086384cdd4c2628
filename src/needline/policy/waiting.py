"""Waiting: what an action waits for, and from when it can be done.

Two things can make an action wait, and the estate names both. A change of a contact point holds the actions that
`after_change` names: who takes an account over changes where its owner is reached first. An action that `waits`
is asked for once, its customer is told, and it is done when it is asked for again after the wait.
"""

from collections.abc import Mapping

from needline.estate import Kind, kind, span_days
from needline.policy.table import Policy

DAY = 24 * 3600.0  # seconds
WISH_LIFE = 7 * DAY  # after its wait: what nobody came back for has to be asked for again


def held_by(policy: Policy, action: str) -> Mapping[str, float]:
    """The elements after whose change `action` waits, and for how many seconds."""
    customers = policy.estate.customers
    holding = [one for one in customers.after_change if action in one.holds] if customers else []
    elements = {element for one in holding for element in one.of}
    return {element: max(_seconds(one.wait) for one in holding if element in one.of) for element in elements}


def free_at(policy: Policy, action: str, changed: Mapping[str, float], asked: float | None, now: float) -> float:
    """From when `action` can be done, in seconds since 1970; at most `now` when nothing is in its way.

    `changed` is when elements were changed, `asked` when this very action was first asked for; the same unit.
    """
    ends = [changed[element] + wait for element, wait in held_by(policy, action).items() if element in changed]
    wait = _wait(policy, action)
    if wait:
        ends.append((asked if asked is not None and is_awaited(policy, action, asked, now) else now) + wait)
    return max(ends, default=0.0)


def is_awaited(policy: Policy, action: str, asked: float | None, now: float) -> bool:
    """Whether having asked for `action` then still counts."""
    return asked is not None and now <= asked + _wait(policy, action) + WISH_LIFE


def told_at(policy: Policy, action: str) -> tuple[str, ...]:
    """The contact points at which the customer is told of `action`: that of codes, and those that it changes."""
    estate = policy.estate
    one = estate.actions.get(action)
    if one is None or not (one.changes or one.waits):
        return ()
    changed = [name for name in one.changes if kind(estate.elements[name].category) in (Kind.EMAIL, Kind.PHONE)]
    first = [estate.customers.code_to] if estate.customers and (changed or one.waits) else []
    return tuple(dict.fromkeys((*first, *changed)))


def _wait(policy: Policy, action: str) -> float:
    one = policy.estate.actions.get(action)
    return _seconds(one.waits) if one and one.waits else 0.0


def _seconds(span: str) -> float:
    return span_days(span) * DAY
