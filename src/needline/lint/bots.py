"""NL5xx: what a bot can do beyond its journeys."""

from collections.abc import Iterator

from needline.errors import Problem
from needline.estate.model import Estate, Form, Reach
from needline.lint.rule import Rule, Source
from needline.lint.sight import harm_of, kept_raw, listed, of_bots, personal, redacted_by, shown
from needline.policy.problems import HARMFUL

_MODELS = ("openai", "mcp")  # ways to speak of which the other end is a language model


def _uncertified(estate: Estate) -> Iterator[Problem]:
    entrusted = {bot for _, one in of_bots(estate) if personal(estate, one) for bot in one.desks()}
    for name, bot in estate.bots.items():
        if bot.certificate == "none" and name in entrusted:
            what = "it handles personal data and was never put to a trial"
            fix = "write certificate: required, and run its trial"
            yield Problem(path=("bots", name, "certificate"), what=what, fix=fix)


def _wide(estate: Estate) -> Iterator[Problem]:
    for name, bot in estate.bots.items():
        if bot.reach > Reach.OWN_RECORD:
            what = f"it reaches {bot.reach}: more than the customer who signed in"
            yield Problem(path=("bots", name, "reach"), what=what, fix="write reach: own record")


def _own_store(estate: Estate) -> Iterator[Problem]:
    for name, bot in estate.bots.items():
        if bot.kept_in is None:
            continue
        mine = [journey for journey in estate.journeys.values() if name in journey.desks()]
        redacted = [element for journey in mine for element in redacted_by(estate, journey)]
        told = [element for journey in mine for element in (*journey.asks_for, *journey.never)]
        harmful = (element for element in told if harm_of(estate, element) >= HARMFUL)
        if raw := kept_raw(estate, bot.kept_in, (*redacted, *harmful)):
            what = f"its own store {bot.kept_in} keeps {listed(raw)} as it was said"
            fix = f"add {listed(raw)} to redact of {bot.kept_in}, or let the bot keep nothing"
            yield Problem(path=("bots", name, "kept_in"), what=what, fix=fix)


def _to_a_model(estate: Estate) -> Iterator[Problem]:
    models = {name for name, bot in estate.bots.items() if bot.speaks in _MODELS}
    for name, journey in estate.journeys.items():
        if models.isdisjoint(journey.desks()):
            continue
        for one in shown(estate, journey, harm=HARMFUL):
            if one.form is Form.FULL:
                what = f"a language model is given {one.element} (harm {one.harm}) in full"
                fix = f"write {one.element}: token, which is put back into the answer after the model"
                yield Problem(path=("journeys", name, "sees", one.element), what=what, fix=fix)


RULES = (
    Rule(
        id="NL501",
        name="A bot handles personal data and was never tried.",
        why="A hiring bot with 64 million applications stood behind a default password and gave away any of them by "
        "its number. Nobody had asked it for another person's.",
        fix="Require a certificate: a trial asks what an attacker would ask.",
        source=Source(
            title="Would you like an IDOR with that? McHire",
            by="Ian Carroll and Sam Curry",
            where="July 2025",
            url="https://ian.sh/mcdonalds",
        ),
        check=_uncertified,
    ),
    Rule(
        id="NL502",
        name="A bot reaches more than the customer who signed in.",
        why="The stolen tokens of one chat bot opened the customer records of more than 700 companies, because they "
        "were good for all records and not for the one in the conversation.",
        fix="Limit the bot to own record.",
        source=Source(
            title="Widespread data theft targets Salesforce instances via Salesloft Drift",
            by="Google Threat Intelligence Group",
            where="26 August 2025",
            url="https://cloud.google.com/blog/topics/threat-intelligence/data-theft-salesforce-instances-via-salesloft-drift",
        ),
        check=_wide,
    ),
    Rule(
        id="NL503",
        name="A bot keeps conversations of its own, unredacted.",
        why="A bot framework can anonymise its logs and events and still keeps the pristine text in its tracker "
        "store.",
        fix="Redact in the bot's store what the channel's store redacts, or keep nothing there.",
        source=Source(
            title="PII management: the tracker store keeps data that is not anonymised",
            by="Rasa",
            where="documentation 3.x",
            url="https://rasa.com/docs/rasa/pii-management/",
        ),
        check=_own_store,
    ),
    Rule(
        id="NL504",
        name="A language model is given harmful values in full.",
        why="What stands in a prompt can be talked out of the model, stands in its provider's logs and comes back in "
        "words that no filter knows.",
        fix="Give the model a token or a masked form; the value is put into the answer afterwards.",
        source=Source(
            title="LLM02:2025 Sensitive information disclosure",
            by="OWASP",
            where="Top 10 for LLM applications 2025",
            url="https://genai.owasp.org/llmrisk/llm022025-sensitive-information-disclosure/",
        ),
        check=_to_a_model,
    ),
)
