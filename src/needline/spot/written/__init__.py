"""Written: what people write of themselves and others: addresses of mail, links, names behind cues, health."""

from needline.spot.rule import Rule
from needline.spot.written import fields, health, letters, links, mail, names

RULES: tuple[Rule, ...] = (*mail.RULES, *links.RULES, *names.RULES, *letters.RULES, *fields.RULES, *health.RULES)
