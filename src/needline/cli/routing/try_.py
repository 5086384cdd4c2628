"""`needline routing try`: what one message would become."""

from collections.abc import Iterator

import click
from msgspec import Struct

from needline.cli.answer import AS_JSON, tell
from needline.cli.draft import policy_of
from needline.cli.exits import Exit
from needline.cli.routing.model import MODEL, classifier_in
from needline.estate import near_miss
from needline.policy import Policy
from needline.routing import Choice, Classifier, place


class Tried(Struct, frozen=True, kw_only=True):
    """What it would become."""

    intent: str | None  # None: like nothing that was learned
    nearest: str
    score: float
    floor: float
    choice: Choice | None = None  # the desk; None: no estate was given, or nobody is there


def tried(classifier: Classifier, text: str, policy: Policy | None = None, channel: str = "chat") -> Tried:
    """What the message `text` would become; at which desk, if there is a policy. No bot counts as certified."""
    if policy and channel not in policy.estate.channels:
        close = near_miss(channel, policy.estate.channels)
        hint = f"did you mean {close!r}?" if close else f"there are {', '.join(policy.estate.channels)}"
        raise click.UsageError(f"there is no channel {channel!r}; {hint}")
    guess = classifier.guess(text)
    choice = place(policy, classifier, text, channel=channel, open_loads={}) if policy else None
    return Tried(intent=guess.intent, nearest=guess.nearest, score=guess.score, floor=guess.floor, choice=choice)


def _lines(answer: Tried, *, asked: bool) -> Iterator[str]:
    beside = f"scores {answer.score:.1f}, and it takes {answer.floor:.1f}"
    yield f"{answer.intent}: {beside}" if answer.intent else f"unsure: nearest is {answer.nearest}, which {beside}"
    if answer.choice:
        yield f"    {answer.choice.why}"
    elif asked:
        yield "    nobody handles anything by this channel"


@click.command(
    epilog="Exit 3 when the message is like nothing that was learned: it would go to people who see least."
)
@MODEL
@click.argument("text")
@click.option("--estate", type=click.Path(), metavar="ESTATE", help="Tell the desk as well.")
@click.option("--channel", default="chat", show_default=True, metavar="NAME", help="The channel it comes by.")
@AS_JSON
def command(*, model: str, text: str, estate: str | None, channel: str, as_json: bool) -> int:
    """Judge the message TEXT by MODEL."""
    answer = tried(classifier_in(model), text, policy_of(estate) if estate else None, channel)
    tell(answer, _lines(answer, asked=estate is not None), as_json=as_json)
    return Exit.YES if answer.intent else Exit.NO
