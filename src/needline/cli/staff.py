"""`needline staff`: who may sign in, and who no longer is.

Whoever is invited sets their own factors; nobody else ever sees them. `add` is for the first one at a new needline.
"""

import asyncio
import base64
import os
import secrets
import time

import click

from needline.cli.ground import BY, on_ground
from needline.errors import SettingsError
from needline.policy import Policy
from needline.settings import Settings, from_environment
from needline.web.wiring import Ground

_SECRET = 20  # bytes; RFC 4226 section 4 recommends 160 bits
_ROLES = ("agent", "supervisor", "security")

_CALLED = click.option("--called", required=True, help="The name that colleagues read.")
_DESK = click.option("--desk", required=True, help="The desk of the estate that they work at.")
_ROLE = click.option(
    "--role", type=click.Choice(_ROLES), default="agent", show_default=True, help="What they may do."
)


async def add(told: Settings, name: str, *, called: str, desk: str, role: str, password: str) -> str:
    """Enrol somebody with a fresh authenticator secret and return its otpauth:// address, which is shown once.

    Raises `SettingsError` when the desk is none of the policy in force, or the password is too weak.
    """
    import pyotp

    from needline.staff import Role, Staff
    from needline.web import wiring

    ground = wiring.lay(told)
    try:
        policy = await ground.policies.current()
        _check(policy, desk, role)
        secret = secrets.token_bytes(_SECRET)
        staff = Staff(ground.database, ground.ring, time.time)
        await staff.enrol(name, called=called, desk=desk, role=Role(role), password=password, totp_secret=secret)
        totp = pyotp.TOTP(base64.b32encode(secret).decode())
        return totp.provisioning_uri(name=name, issuer_name=policy.estate.estate)
    finally:
        ground.close()


async def invite(ground: Ground, name: str, *, called: str, desk: str, role: str, by: str) -> str:
    """The link by which somebody sets factors of their own. Whatever they have now is good until they do.

    Raises `SettingsError` when the desk is none of the policy in force, or the name cannot be typed.
    """
    from needline.record.entry import Invited
    from needline.staff import Role, Staff
    from needline.staff.invitations import check_name

    check_name(name)
    _check(await ground.policies.current(), desk, role)
    staff, told = Staff(ground.database, ground.ring, time.time), ground.settings
    await ground.recorder.append(Invited(at=time.time(), agent=name, desk=desk, by=by))
    link = await staff.invitations.invite(name, called, desk, Role(role), by=by)
    return f"{told.site or f'http://{told.host}:{told.port}'}/enrol/{link}"


async def sign_out(ground: Ground, name: str, *, by: str) -> int:
    """End every session of somebody; how many there were. They can sign in again: `invite` replaces factors."""
    from needline.record.entry import SessionEnded
    from needline.staff import Staff

    staff = Staff(ground.database, ground.ring, time.time)
    await ground.recorder.append(SessionEnded(at=time.time(), agent=name, by=by, why="ended on the command line"))
    return await staff.sessions.end_all(name)


def _check(policy: Policy, desk: str, role: str) -> None:
    if role != "security" and desk not in policy.estate.desks:
        raise SettingsError(f"there is no desk {desk!r}; take one of {', '.join(policy.estate.desks)}")


@click.group()
def command() -> None:
    """Enrol the people who work at the desks."""


@command.command("add")
@click.argument("name")
@_CALLED
@_DESK
@_ROLE
def command_add(name: str, called: str, desk: str, role: str) -> None:
    """Let NAME sign in with a password and an authenticator app; shows the app's code to scan, once."""
    import segno

    password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    address = asyncio.run(
        add(from_environment(os.environ), name, called=called, desk=desk, role=role, password=password)
    )
    click.echo(f"{called} may sign in as {name}. Scan this with the authenticator app, now:")
    segno.make(address, micro=False).terminal(compact=True)
    click.echo(address)


@command.command("invite")
@click.argument("name")
@_CALLED
@_DESK
@_ROLE
@BY
def command_invite(name: str, called: str, desk: str, role: str, by: str) -> None:
    """Print a link by which NAME sets a passkey, or a password and an app; it works once, within 72 hours.

    It also replaces what NAME signs in with. Hand it over in person, or by a way on which you know NAME already.
    """

    async def work(ground: Ground) -> str:
        return await invite(ground, name, called=called, desk=desk, role=role, by=by)

    click.echo(on_ground(work, "inviting"))


@command.command("sign-out")
@click.argument("name")
@BY
def command_sign_out(name: str, by: str) -> None:
    """End every session of NAME, now."""

    async def work(ground: Ground) -> int:
        return await sign_out(ground, name, by=by)

    ended = on_ground(work, "signing out")
    click.echo(f"{ended} session{'' if ended == 1 else 's'} of {name} ended")
