"""`needline serve`: the pages of customers, agents and the security lead."""

import asyncio
import os
from contextlib import closing

import click

from needline.errors import SettingsError
from needline.settings import Settings, from_environment


async def serve(told: Settings) -> None:
    """Serve until somebody stops the process. Raises `SettingsError` or `StoreError` before the first page."""
    from needline.customers.post import PostSender
    from needline.web import serving, wiring

    if not told.sender:
        raise SettingsError("NEEDLINE_SENDER is not set; write the URL of the gateway that sends SMS to customers")
    site = told.site or f"http://{told.host}:{told.port}"
    ground = wiring.lay(told)
    try:
        policy = await ground.policies.current()
        house = wiring.house(ground, policy, site=site, sender=PostSender(told.sender))
        found = await wiring.index(ground, house.floor.finder, policy)
        with closing(serving.bound(told.host, told.port)) as socket:
            async with serving.serving(house, socket):
                click.echo(f"{policy.estate.estate}: {found:,} ways to find a customer; serving {site}")
                await asyncio.Event().wait()
    finally:
        ground.close()


@click.command()
def command() -> None:
    """Serve the policy in force, as the variables NEEDLINE_… say; stop with Ctrl-C.

    Put an estate in force first (`needline apply`) and let somebody sign in (`needline staff add`).
    """
    from needline.web.serving import until_stopped

    asyncio.run(until_stopped(serve(from_environment(os.environ))))
