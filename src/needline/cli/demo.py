"""`needline demo`: a whole contact centre on this machine, and the story that plays in it."""

import asyncio
import tempfile
from pathlib import Path

import click

from needline.cli.exits import Exit


async def demo(port: int, people: int, folder: Path) -> None:
    """Serve the demo until somebody stops it."""
    from needline.demo.stage import opened

    async with opened(folder, port=port, people=people) as set_up:
        click.echo(_programme(set_up.site, set_up.password, folder))
        await asyncio.Event().wait()


def tamper(folder: Path) -> int:
    """Change one byte of the record of the demo in `folder`; returns the place of the entry."""
    from needline.demo.tamper import tamper as change

    return change(folder / "needline.db")


@click.command()
@click.option("--port", default=8400, show_default=True, help="Where the pages are; 0 takes a free port.")
@click.option("--people", default=12_000, show_default=True, help="How many customers the bank has.")
@click.option("--story", is_flag=True, help="Play the whole story without a browser; fail if a promise breaks.")
@click.option(
    "--tamper",
    "tampered",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Change one byte of the record of a running demo, whose folder it printed; then verify the record.",
)
def command(port: int, people: int, story: bool, tampered: Path | None) -> int:
    """Start a fictional bank with customers, a bot, six desks and a security lead; stop it with Ctrl-C."""
    if tampered is not None:
        click.echo(f"changed one byte of entry {tamper(tampered)}; now verify the record")
        return Exit.YES
    from needline.web.serving import until_stopped

    with tempfile.TemporaryDirectory(prefix="needline-demo-") as folder:
        if story:
            from needline.demo.story import tell

            return Exit.YES if asyncio.run(tell(Path(folder), people=people, say=click.echo)) else Exit.NO
        asyncio.run(until_stopped(demo(port, people, Path(folder))))
    click.echo("the demo is over; nothing of it is left on this machine")
    return Exit.YES


def _programme(site: str, password: str, folder: Path) -> str:
    from needline.demo.cast import CUSTOMERS, STAFF

    doors = (
        ("customer chat", "/chat", "ask the bot where your card is; tell it that somebody stole it"),
        ("agent desk", "/desk", "pick the contact up: see what the journey needs, and why not the rest"),
        ("access record", "/record", "who saw what; verify it"),
        ("demo mailbox", "/mailbox", "codes, links, and a telephone"),
    )
    lines = ["", "Northgate Bank is open. Everything runs on this machine and is gone when you stop it.", ""]
    lines += [f"  {name:<14} {site + path:<34} {what}" for name, path, what in doors]
    lines += ["", f"  password of everybody: {password}", "  codes: on the demo mailbox page", ""]
    lines += [f"  agent     {one.name:<31} {one.called}, {one.desk.replace('_', ' ')}" for one in STAFF]
    lines += [f"  customer  {one.email:<31} {one.called}" for one in CUSTOMERS]
    lines += ["", f"  a rogue administrator: needline demo --tamper {folder}", ""]
    return "\n".join(lines)
