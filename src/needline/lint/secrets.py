"""NL42x: passwords and codes, which no journey needs."""

from collections.abc import Iterator

from needline.errors import Problem
from needline.estate.model import Estate
from needline.estate.rules import NeverAsked, parse_rule
from needline.lint.rule import Rule, Source
from needline.lint.sight import CREDENTIALS, is_a, listed, shown


def _secrets(estate: Estate) -> list[str]:
    return [name for name in estate.elements if is_a(estate, name, CREDENTIALS)]


def _not_refused(estate: Estate) -> Iterator[Problem]:
    rules = [parse_rule(sentence) for sentence in estate.rules]
    ruled = {rule.element for rule in rules if isinstance(rule, NeverAsked)}
    secrets = [name for name in _secrets(estate) if name not in ruled]
    for name, journey in estate.journeys.items():
        named = {*journey.never, *journey.asks_for}
        if free := [secret for secret in secrets if secret not in named]:
            what = f"nothing says that it never asks for {listed(free)}"
            fix = f"add {listed(free)} to never, or the rule '{free[0]} is never asked for'"
            yield Problem(path=("journeys", name, "never"), what=what, fix=fix)


def _asked(estate: Estate) -> Iterator[Problem]:
    secrets = set(_secrets(estate))
    for name, journey in estate.journeys.items():
        if asked := [element for element in journey.asks_for if element in secrets]:
            what = f"it asks for {listed(asked)}"
            fix = "take it out of asks_for and add it to never"
            yield Problem(path=("journeys", name, "asks_for"), what=what, fix=fix)


def _shown(estate: Estate) -> Iterator[Problem]:
    for name, journey in estate.journeys.items():
        for one in shown(estate, journey):
            if is_a(estate, one.element, CREDENTIALS):
                what = f"it shows {one.element}, {one.form}"
                fix = f"take {one.element} out of sees and add it to never; send a link to set a new one"
                yield Problem(path=("journeys", name, "sees", one.element), what=what, fix=fix)


RULES = (
    Rule(
        id="NL421",
        name="A journey does not refuse secrets.",
        why="Customers type a password where they think that it helps, and a bot or an agent who may ask for it "
        "will. Without the promise nothing detects that it happened.",
        fix="Add the secret to never, or the rule that it is never asked for.",
        source=Source(
            title="Issue 2571: mask what is typed into a bot",
            by="Typebot",
            where="baptisteArno/typebot.io",
            url="https://github.com/baptisteArno/typebot.io/issues/2571",
        ),
        check=_not_refused,
    ),
    Rule(
        id="NL422",
        name="A journey asks for a secret.",
        why="Who is used to telling a company the password tells it to the next caller who says to be that company.",
        fix="Prove the customer by a code, a link or a sign-in; never by the secret itself.",
        source=Source(
            title="Take Five to Stop Fraud: general advice",
            by="UK Finance",
            where="a genuine bank or organisation never asks for a PIN or a full password",
            url="https://www.takefive-stopfraud.org.uk/advice/general-advice/",
        ),
        check=_asked,
    ),
    Rule(
        id="NL423",
        name="A journey shows a secret.",
        why="A password that can be shown is kept so that it can be read, and an agent who sees one can be talked "
        "into telling it.",
        fix="Keep passwords only as hashes, and let customers set a new one by a link.",
        source=Source(
            title="Application Security Verification Standard 5.0.0",
            by="OWASP",
            where="11.4.2: passwords are stored as hashes",
            url="https://github.com/OWASP/ASVS/tree/v5.0.0",
        ),
        check=_shown,
    ),
)
