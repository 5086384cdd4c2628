"""`needline staff add`: somebody may sign in from now on."""

import asyncio
import base64
import os
import secrets
import time

import click

from needline.errors import SettingsError
from needline.settings import Settings, from_environment

_SECRET = 20  # bytes; RFC 4226 section 4 recommends 160 bits
_ROLES = ("agent", "supervisor", "security")


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
        if role != Role.SECURITY.value and desk not in policy.estate.desks:
            raise SettingsError(f"there is no desk {desk!r}; take one of {', '.join(policy.estate.desks)}")
        secret = secrets.token_bytes(_SECRET)
        staff = Staff(ground.database, ground.ring, time.time)
        await staff.enrol(name, called=called, desk=desk, role=Role(role), password=password, totp_secret=secret)
        totp = pyotp.TOTP(base64.b32encode(secret).decode())
        return totp.provisioning_uri(name=name, issuer_name=policy.estate.estate)
    finally:
        ground.close()


@click.group()
def command() -> None:
    """Enrol the people who work at the desks."""


@command.command("add")
@click.argument("name")
@click.option("--called", required=True, help="The name that colleagues read.")
@click.option("--desk", required=True, help="The desk of the estate that they work at.")
@click.option("--role", type=click.Choice(_ROLES), default="agent", show_default=True, help="What they may do.")
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
