"""`needline apply`: an estate in force."""

import click
from msgspec import Struct

from needline.cli.answer import AS_JSON, tell
from needline.cli.diff import Difference, Line, compared, marked
from needline.cli.draft import ESTATE, policy_of
from needline.cli.ground import BY, on_ground
from needline.errors import StoreError
from needline.policy import Policy, grants
from needline.web import wiring
from needline.web.wiring import Ground


class Applied(Struct, frozen=True, kw_only=True):
    """What an application came to."""

    changed: bool  # False: this policy was in force already
    change: Difference


async def apply(ground: Ground, policy: Policy, by: str) -> Applied:
    """Put `policy` in force for `by`: the record says so first. Does nothing when it is in force already.

    Raises `RecordError`, and then it is not in force, or `StoreError`.
    """
    before = await _in_force(ground)
    if before is not None and before.digest == policy.digest:
        return Applied(changed=False, change=compared(before, policy))
    await wiring.apply(ground, policy.estate, by)
    return Applied(changed=True, change=_from_nothing(policy) if before is None else compared(before, policy))


@click.command(
    epilog="Reads NEEDLINE_STATE and NEEDLINE_KEY. Prints what opened (+) and closed (-) against the policy that was "
    "in force. Every process of needline meets the new policy at its next question."
)
@ESTATE
@BY
@AS_JSON
def command(estate: str, by: str, as_json: bool) -> None:
    """Put the file ESTATE in force, after the record says that NAME did it."""
    policy = policy_of(estate)
    applied = on_ground(lambda ground: apply(ground, policy, by), "applying")
    tell(applied, _lines(applied), as_json=as_json)


async def _in_force(ground: Ground) -> Policy | None:
    """The policy in force; None when there is none, or none that can be read: applying one mends that."""
    try:
        return await ground.policies.current()
    except StoreError as error:
        if await ground.policies.history():
            click.echo(f"needline: {error}; it is replaced", err=True)
        return None


def _from_nothing(policy: Policy) -> Difference:
    every = sorted(grants(policy), key=str)
    opened = tuple(Line(text=str(grant), grant=grant) for grant in every)
    return Difference(before="", after=policy.digest, opened=opened, closed=())


def _lines(applied: Applied) -> tuple[str, ...]:
    if not applied.changed:
        return (f"policy {applied.change.after} is in force already",)
    return (*marked(applied.change), f"policy {applied.change.after} is in force")
