"""Numbers: what is made of written digits: cards, telephones, accounts, identities, dates of birth, references."""

from needline.spot.numbers import banking, dates, letters, network
from needline.spot.numbers.reading import numbers
from needline.spot.rule import Rule

__all__ = ["RULES"]

_BORN = (
    r"birth|born|d\.?o\.?b|gebor|geburt|(?:^|[^a-z])geb[^a-z]|naissance|(?:^|[^a-z])n\xc3[\xa9\x89]e?[^a-z]|(?:^|[^a-z])nee[^a-z]|"
    r"nac(?:i|\xc3[\xad\x8d])|nascit|nasc|(?:^|[^a-z])nat[oa][^a-z]|nacqui|urodz|narozen|f\xc3[\xb6\x96\xb8\x98]d|fdt|syntym|syntyn|cumplea"
)

RULES: tuple[Rule, ...] = (
    Rule(name="numbers", triggers=("[0-9]",), find=numbers),
    Rule(name="dates of birth", triggers=(_BORN,), find=dates.births),
    Rule(name="network addresses", triggers=network.TRIGGERS, find=network.addresses),
    Rule(name="bank codes", triggers=("bic", "swift"), find=banking.bics),
    Rule(name="references of letters", triggers=letters.TRIGGERS, find=letters.letters),
)
