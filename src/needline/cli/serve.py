"""`needline serve`: the pages of customers, agents and the security lead."""

import asyncio
import os

import click

from needline.errors import SettingsError
from needline.settings import Settings, from_environment


async def serve(told: Settings) -> None:
    """Serve until somebody stops the process. Raises `SettingsError` or `StoreError` before the first page."""
    from needline.customers.post import PostSender
    from needline.web import serving, wiring

    gateway = told.env.get("NEEDLINE_SENDER")
    if not gateway:
        raise SettingsError("NEEDLINE_SENDER is not set; write the URL of the gateway that sends SMS to customers")
    site = told.env.get("NEEDLINE_SITE") or f"http://{told.host}:{told.port}"
    ground = wiring.lay(told)
    try:
        policy = await ground.policies.current()
        house = wiring.house(ground, policy, site=site, sender=PostSender(gateway))
        found = await wiring.index(ground, house.floor.finder, policy)
        click.echo(f"{policy.estate.estate}: {found:,} ways to find a customer; serving {site}")
        await serving.serve(house, serving.bound(told.host, told.port))
    finally:
        ground.close()


@click.command()
def command() -> None:
    """Serve the policy in force, as the variables NEEDLINE_… say; stop with Ctrl-C.

    Put an estate in force first (`needline apply`) and let somebody sign in (`needline staff add`).
    """
    asyncio.run(serve(from_environment(os.environ)))
