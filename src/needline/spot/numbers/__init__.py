"""Numbers: what is made of written digits: cards, telephones, accounts, identities, dates of birth, references."""

from needline.spot.numbers import banking, dates, letters, network
from needline.spot.numbers.reading import numbers
from needline.spot.rule import Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    Rule(name="numbers", triggers=("[0-9]",), find=numbers),
    Rule(name="dates of birth", triggers=dates.TRIGGERS, find=dates.births),
    Rule(name="network addresses", triggers=network.TRIGGERS, find=network.addresses),
    Rule(name="bank codes", triggers=("[^a-z0-9](?:bic|swift)",), find=banking.bics),
    Rule(name="references of letters", triggers=letters.TRIGGERS, find=letters.letters),
)
