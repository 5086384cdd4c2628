"""`needline routing train`: a classifier from an estate's examples, a company's own history, or both."""

from collections.abc import Iterator, Sequence

import click
from msgspec import Struct

from needline.cli.answer import AS_JSON, tell
from needline.cli.draft import policy_of
from needline.cli.out import write
from needline.cli.routing.history import told_in
from needline.errors import NeedlineError
from needline.estate import Estate
from needline.routing import Encoder, Example, examples_of, pack, sentences, train
from needline.routing.training import PASSES


class Trained(Struct, frozen=True, kw_only=True):
    """What was learned."""

    file: str
    examples: int
    intents: int
    encoder: str | None  # None: hashed pieces alone
    held_back: int  # examples that were judged by a classifier that did not learn them
    right: int  # of these
    passes: float  # the share of messages like the examples that is let through
    no_journeys: tuple[str, ...]  # intents that the estate has no journey for: these go to people
    no_examples: tuple[str, ...]  # journeys that nobody gave an example of: no message finds them
    bytes: int


def learn(estate: Estate | None, history: str | None, out: str, *, plain: bool = False) -> Trained:
    """Train, and write the file `out`.

    Raises `EstateError` for a history that cannot be read, and `click.ClickException` when there is too little in it.
    """
    examples = (*(examples_of(estate) if estate else ()), *(_known(history) if history else ()))
    encoder = None if plain else _installed()
    try:
        classifier, held = train(examples, encoder)
    except NeedlineError as error:
        raise click.ClickException(f"{error}; give journeys examples, or a history with --history") from error
    packed = pack(classifier)
    write(packed, out)
    journeys = estate.journeys if estate else {}
    return Trained(
        file=out,
        examples=len(examples),
        intents=len(classifier.intents),
        encoder=encoder.name if encoder else None,
        held_back=held.rows,
        right=held.right,
        passes=PASSES,
        no_journeys=tuple(intent for intent in classifier.intents if estate and intent not in journeys),
        no_examples=tuple(name for name in journeys if name not in classifier.intents),
        bytes=len(packed),
    )


def _known(history: str) -> Sequence[Example]:
    return [Example(text=told.text, intent=told.intent) for told in told_in(history) if told.intent]


def _installed() -> Encoder | None:
    try:
        return sentences()
    except NeedlineError:
        return None


def _lines(answer: Trained) -> Iterator[str]:
    yield f"{answer.file}: {answer.examples:,} examples of {answer.intents:,} intents, {answer.bytes:,} bytes"
    yield f"    {answer.right:,} of {answer.held_back:,} that were held back were told apart rightly"
    yield f"    reads {answer.encoder or 'words and runs of characters; the extra `routing` needs fewer examples'}"
    if answer.no_journeys:
        yield f"    no journeys of the estate, so these go to people: {', '.join(answer.no_journeys)}"
    if answer.no_examples:
        yield f"    journeys without an example, which no message finds: {', '.join(answer.no_examples)}"


@click.command(
    epilog="The same examples give the same file. It holds no message: pieces of words are kept as numbers, and how "
    "much each of them speaks for each intent. Exit 1 when there are not two intents with two different texts each."
)
@click.argument("estate", type=click.Path(), required=False)
@click.option("--history", type=click.Path(), metavar="FILE", help="Learn from lines of text and intent as well.")
@click.option("--out", required=True, type=click.Path(dir_okay=False), metavar="FILE", help="Write it into FILE.")
@click.option("--plain", is_flag=True, help="Do without the extra `routing`, even if it is installed.")
@AS_JSON
def command(*, estate: str | None, history: str | None, out: str, plain: bool, as_json: bool) -> None:
    """Train from the journeys' `examples` in the file ESTATE, from a history, or from both."""
    if estate is None and history is None:
        raise click.UsageError("there is nothing to learn from; name an ESTATE, or a file with --history")
    answer = learn(policy_of(estate).estate if estate else None, history, out, plain=plain)
    tell(answer, _lines(answer), as_json=as_json)
