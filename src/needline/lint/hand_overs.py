"""NL3xx: what opens when a contact changes desk, and when it does not change desk in time."""

from collections.abc import Iterator

from needline.errors import Problem
from needline.estate.model import Estate, Trigger
from needline.lint.rule import Rule, Source
from needline.lint.sight import kept_raw, listed, of_bots, personal, redacted_by, shown


def _unredacted_desk(estate: Estate) -> Iterator[Problem]:
    for name, journey in estate.journeys.items():
        for to in dict.fromkeys(over.to for over in journey.hand_overs()):
            kept_in = estate.desks[to].kept_in if to in estate.desks else None
            if kept_in and (raw := kept_raw(estate, kept_in, redacted_by(estate, journey))):
                what = f"after the hand-over {to} keeps {listed(raw)} in {kept_in}, which does not redact it"
                fix = f"add {listed(raw)} to redact of {kept_in}"
                yield Problem(path=("journeys", name, "hand_over"), what=what, fix=fix)


def _less_proof(estate: Estate) -> Iterator[Problem]:
    for name, journey in estate.journeys.items():
        for becomes in dict.fromkeys(over.becomes for over in journey.hand_overs()):
            target = estate.journeys.get(becomes or name)
            if target and becomes != name:
                own = {one.element for one in shown(estate, journey)}
                opened = [
                    one.element
                    for one in shown(estate, target, harm=3)
                    if one.proof < journey.customer_proves and one.element not in own
                ]
                if opened:
                    what = f"as {becomes} the contact shows {listed(opened)} after less proof than {name} asks for"
                    fix = f"let {becomes} ask for {journey.customer_proves}, or hand over to another journey"
                    yield Problem(path=("journeys", name, "hand_over"), what=what, fix=fix)


def _not_handed_over(estate: Estate, trigger: Trigger) -> Iterator[Problem]:
    for name, journey in of_bots(estate):
        if personal(estate, journey) and not any(trigger in over.when for over in journey.hand_overs()):
            what = f"the bot keeps the contact when {trigger}"
            fix = f"add {trigger} to a hand_over of this journey"
            yield Problem(path=("journeys", name, "hand_over"), what=what, fix=fix)


def _over_collection(estate: Estate) -> Iterator[Problem]:
    return _not_handed_over(estate, Trigger.OVER_COLLECTION)


def _high_stakes(estate: Estate) -> Iterator[Problem]:
    return _not_handed_over(estate, Trigger.HIGH_STAKES)


RULES = (
    Rule(
        id="NL301",
        name="A hand-over leads to a desk without redaction.",
        why="Redaction is a setting of a queue. A contact that moves to a queue without it loses it, in the middle "
        "of the same conversation.",
        fix="Let the store of the new desk redact what the channel's store redacts.",
        source=Source(
            title="Call redaction",
            by="Google Cloud",
            where="Contact Center AI Platform, transfers to a queue that is not enabled",
            url="https://docs.cloud.google.com/contact-center/ccai-platform/docs/call-redaction",
        ),
        check=_unredacted_desk,
    ),
    Rule(
        id="NL302",
        name="A hand-over lands where less proof shows more.",
        why="Attackers who fail a check ask for a person and start again where the check is weaker: help desks were "
        "called until one of them gave way.",
        fix="Let the journey that the contact becomes ask for at least the same proof.",
        source=Source(
            title="Scattered Spider, AA23-320A",
            by="CISA, FBI and partners",
            where="updated 29 July 2025",
            url="https://www.cisa.gov/news-events/cybersecurity-advisories/aa23-320a",
        ),
        check=_less_proof,
    ),
    Rule(
        id="NL303",
        name="A bot goes on when it gets more than it needs.",
        why="Customers type passwords and card numbers into bots. A bot without a way out takes them, stores them as "
        "plain text and answers as if nothing had happened.",
        fix="Add over_collection to a hand_over of the journey.",
        source=Source(
            title="Issue 404: an input for passwords",
            by="Typebot",
            where="baptisteArno/typebot.io",
            url="https://github.com/baptisteArno/typebot.io/issues/404",
        ),
        check=_over_collection,
    ),
    Rule(
        id="NL304",
        name="A bot goes on when the stakes are high.",
        why="A customer who reports a theft or names the ombudsman and is kept by a bot tells it more and more, and "
        "loses the time in which a person could have helped.",
        fix="Add high_stakes to a hand_over of the journey.",
        source=Source(
            title="Chatbots in consumer finance",
            by="Consumer Financial Protection Bureau",
            where="June 2023",
            url="https://www.consumerfinance.gov/data-research/research-reports/chatbots-in-consumer-finance/",
        ),
        check=_high_stakes,
    ),
)
