"""Routing: which journey a first message is about, and which desk handles it.

    route      the desk: the least exposed one that can finish a journey; when nobody knows which, who sees least
    first      a first message to a desk, by way of its journey; whoever is not sure goes to people who see little
    intent     the classifier: what it answers, and when it does not know
    training   makes one from examples, in seconds on one core
    grams      a text as hashed pieces; all that the classifier reads without the extra `routing`
    sentences  a text as one vector, by the extra
    packing    a classifier as bytes, with a digest; nothing in such a file is ever run
    strangeness
               how well scores tell known messages from strange ones

Where a contact goes says what it may become and grants nothing: what a desk is shown is decided, as always, by the
contact and its proofs. So a message that talks the classifier round gets another desk, and no data.
"""

from needline.routing.first import place
from needline.routing.intent import Classifier, Encoder, Guess
from needline.routing.packing import encoder_of, pack, unpack
from needline.routing.route import Choice, least, route
from needline.routing.sentences import sentences
from needline.routing.strangeness import auroc
from needline.routing.training import Example, Held, examples_of, train

__all__ = [
    "Choice",
    "Classifier",
    "Encoder",
    "Example",
    "Guess",
    "Held",
    "auroc",
    "encoder_of",
    "examples_of",
    "least",
    "pack",
    "place",
    "route",
    "sentences",
    "train",
    "unpack",
]
