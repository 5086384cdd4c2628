"""`needline exposure`: how much one seat can obtain, and how much harm a year is to be expected."""

from collections.abc import Mapping, Sequence

import click

from needline.cli.answer import AS_JSON, tell
from needline.cli.draft import ESTATE, policy_of
from needline.cli.exits import Exit
from needline.cli.given import given, observed_in
from needline.estate import Estate, near_miss
from needline.exposure import Exposure, Lever, exposure, levers
from needline.observed import Observed

_OTHERWISE = "does not hold what this option takes; --help says what does"


class Measured(Exposure, frozen=True, kw_only=True):
    """Both numbers of an estate, and what would lower the second one most."""

    next: tuple[Lever, ...]


def measure(
    estate: Estate,
    *,
    observed: Observed | None = None,
    granted: Mapping[str, float] | None = None,
    used: Mapping[str, float] | None = None,
    certified: Sequence[str] = (),
) -> Measured:
    """Measure an estate without problems, and try what would help."""
    now = exposure(estate, observed=observed, granted=granted, used=used, certified=certified)
    then = levers(estate, now, observed=observed, certified=certified)
    return Measured(**{name: getattr(now, name) for name in now.__struct_fields__}, next=then)


@click.command(
    epilog="Harm points: 1 is one person's name, 3 an address, 10 an account's movements, 30 a card number or a "
    "password. Exit 3 when --granted shows that a database grants more than the estate allows, 1 when a file has "
    "problems."
)
@ESTATE
@click.option(
    "--observed",
    type=click.Path(),
    metavar="FILE",
    help="What `needline scan --out FILE` saw: measured, not assumed.",
)
@click.option(
    "--granted",
    type=click.Path(),
    metavar="FILE",
    help="What a database grants: a JSON object of desk or bot → harm points a day.",
)
@click.option(
    "--used",
    is_flag=True,
    help="What desks and bots obtained in their busiest day of the last 90, from the record of NEEDLINE_STATE.",
)
@click.option(
    "--by", envvar="NEEDLINE_BY", metavar="NAME", help="With --used: who you are, as it will stand in the record."
)
@click.option("--certified", multiple=True, metavar="BOT", help="A bot that holds a valid certificate; repeatable.")
@click.option(
    "--explain",
    metavar="NAME",
    help="Every factor and its source, of a desk, a bot, a journey, a store, a channel or one of the four routes.",
)
@AS_JSON
def command(
    *,
    estate: str,
    observed: str | None,
    granted: str | None,
    used: bool,
    by: str | None,
    certified: tuple[str, ...],
    explain: str | None,
    as_json: bool,
) -> Exit:
    """Measure the file ESTATE: reach in a day, exact, and expected harm a year, with a range and its reasons."""
    from needline.cli.exposure_words import explained, lines

    known = policy_of(estate).estate
    _known_bots(known, certified)
    answer = measure(
        known,
        observed=observed_in(observed, _OTHERWISE),
        granted=given(granted, dict[str, float], _OTHERWISE) if granted else None,
        used=_used(known, by) if used else None,
        certified=certified,
    )
    told = explained(known, answer, explain) if explain else lines(known, answer, answer.next)
    tell(answer, told, as_json=as_json)
    return Exit.NO if any((one.hole or 0) > 0 for one in answer.reach) else Exit.YES


def _used(estate: Estate, by: str | None) -> Mapping[str, float]:
    if not by:
        raise click.UsageError("say who you are with --by: that you read the record is an entry of it")
    from needline.cli.exposure_used import read_used

    return read_used(estate, by)


def _known_bots(estate: Estate, certified: Sequence[str]) -> None:
    for name in certified:
        if name not in estate.bots:
            close = near_miss(name, estate.bots)
            hint = f"did you mean {close!r}?" if close else f"there are {', '.join(estate.bots) or 'none'}"
            raise click.UsageError(f"there is no bot {name!r}; {hint}")
