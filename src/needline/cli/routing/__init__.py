"""`needline routing`: teach first messages to find their journey, measure how well they do, and try one."""

import os

from needline.cli.commands import Commands, Listed

# Before NumPy is imported, which the commands do: the matrices of training are so small that threads wait for each
# other longer than they work, many times longer on a machine that is busy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_HELP = """Find the journey and the desk of a first message.

\b
  needline routing train estate.yaml --out intents.needline         from what the estate's journeys give as examples
  needline routing train --history told.jsonl --out intents.needline
                                                                    from what your own customers said before
  needline routing evaluate intents.needline later.jsonl            how often it is right
  needline routing try intents.needline "where is my card"          what it makes of one message

A file of history has one JSON object a line: {"text": "where is my card", "intent": "card_delivery"}; an intent of
null is a message that is about none of them. Nothing leaves this machine. With `pip install 'needline[routing]'`
fewer examples are enough, and other languages than those of the examples are understood.
"""

command = Commands(
    name="routing",
    help=_HELP,
    commands_listed={
        "train": Listed("needline.cli.routing.train", "Learn from examples which journey a message is about."),
        "evaluate": Listed("needline.cli.routing.evaluate", "Measure how often it is right."),
        "try": Listed("needline.cli.routing.try_", "Tell what one message would become."),
    },
)
