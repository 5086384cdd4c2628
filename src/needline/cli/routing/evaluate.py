"""`needline routing evaluate`: how often a classifier is right about messages that it did not learn."""

import time
from collections.abc import Iterator, Sequence

import click
from msgspec import Struct

from needline.cli.answer import AS_JSON, tell
from needline.cli.draft import policy_of
from needline.cli.exits import Exit
from needline.cli.routing.history import Told, told_in
from needline.cli.routing.model import MODEL, classifier_in
from needline.policy import Policy
from needline.routing import Classifier, Guess, auroc

_TIMED = 200  # messages


class Evaluated(Struct, frozen=True, kw_only=True):
    """How it did."""

    known: int  # messages whose intent the classifier learned
    accuracy: float | None  # of these, the share whose nearest intent is the right one
    passed: float | None  # of these, the share that is let through
    right_of_passed: float | None  # of those let through, the share that is right
    desk_accuracy: float | None  # of the known, the share whose nearest intent is handled by the same desks
    strange: int  # messages about nothing that it learned
    caught: float | None  # of these, the share that goes to people
    auroc: float | None  # the chance that a known message scores higher than a strange one
    milliseconds: float  # a message, in the middle, one at a time


def evaluate(classifier: Classifier, told: Sequence[Told], policy: Policy | None = None) -> Evaluated:
    """Judge each message; desks are told apart by the estate of `policy`."""
    guesses = classifier.guesses([one.text for one in told])
    pairs = list(zip(told, guesses, strict=True))
    known = [(one.intent, guess) for one, guess in pairs if one.intent in classifier.intents]
    strange = [guess for one, guess in pairs if one.intent not in classifier.intents]
    passed = [(intent, guess) for intent, guess in known if guess.intent is not None]
    return Evaluated(
        known=len(known),
        accuracy=_share(guess.nearest == intent for intent, guess in known),
        passed=_share(guess.intent is not None for _, guess in known),
        right_of_passed=_share(guess.nearest == intent for intent, guess in passed),
        desk_accuracy=_share(_same(policy, intent, guess) for intent, guess in known) if policy else None,
        strange=len(strange),
        caught=_share(guess.intent is None for guess in strange),
        auroc=auroc([guess.score for _, guess in known], [guess.score for guess in strange]),
        milliseconds=_took(classifier, [one.text for one in told[:_TIMED]]),
    )


def _share(answers: Iterator[bool]) -> float | None:
    counted = list(answers)
    return sum(counted) / len(counted) if counted else None


def _same(policy: Policy, intent: str | None, guess: Guess) -> bool:
    """Whether the desks that handle what it was about are those that handle what it is held for."""
    right, nearest = (policy.journeys.get(name or "") for name in (intent, guess.nearest))
    return guess.nearest == intent or bool(right and nearest and set(right.desks()) == set(nearest.desks()))


def _took(classifier: Classifier, texts: Sequence[str]) -> float:
    took = []
    for text in texts:
        begun = time.perf_counter()
        classifier.guess(text)
        took.append(time.perf_counter() - begun)
    return sorted(took)[len(took) // 2] * 1_000


def _lines(answer: Evaluated) -> Iterator[str]:
    yield f"{answer.known:,} messages about what it learned"
    yield f"    {_percent(answer.accuracy)} nearest to the right intent"
    if answer.desk_accuracy is not None:
        yield f"    {_percent(answer.desk_accuracy)} nearest to an intent of the right desk"
    yield f"    {_percent(answer.passed)} let through, {_percent(answer.right_of_passed)} of these right"
    yield f"{answer.strange:,} about something else"
    yield f"    {_percent(answer.caught)} go to people; {_percent(answer.auroc)} area under the curve"
    yield f"{answer.milliseconds:.2f} ms a message"


def _percent(share: float | None) -> str:
    return "none" if share is None else f"{share:.1%}"


@click.command(
    epilog="Of messages that it learned it is right more often than it will be: hold some back from training. Exit 3 "
    "when --at-least is not reached."
)
@MODEL
@click.argument("file", type=click.Path())
@click.option("--estate", type=click.Path(), metavar="ESTATE", help="Tell how often the desk is right as well.")
@click.option(
    "--at-least",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Exit 3 when fewer of the known messages are nearest to the right intent.",
)
@AS_JSON
def command(*, model: str, file: str, estate: str | None, at_least: float | None, as_json: bool) -> int:
    """Judge every message in FILE by MODEL."""
    answer = evaluate(classifier_in(model), told_in(file), policy_of(estate) if estate else None)
    tell(answer, _lines(answer), as_json=as_json)
    return Exit.NO if at_least is not None and (answer.accuracy or 0) * 100 < at_least else Exit.YES
