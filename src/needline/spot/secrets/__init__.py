"""Secrets: what opens something: keys and tokens, passwords, codes."""

from needline.spot.rule import Rule
from needline.spot.secrets import codes, formats, passwords, vendors

RULES: tuple[Rule, ...] = (*vendors.RULES, *formats.RULES, *passwords.RULES, *codes.RULES)
