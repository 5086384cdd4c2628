"""NL40x: what customers prove before something is shown, and what those proofs are worth."""

from collections import defaultdict
from collections.abc import Iterator

from needline.errors import Problem
from needline.estate.model import Assurance, Estate, Form, Journey
from needline.estate.shapes import span_days
from needline.lint.rule import Rule, Source
from needline.lint.sight import form_of, is_a, listed, proof_of, shown
from needline.policy.problems import HARMFUL

# Of a few values each, most of them easy to guess: a yes or no tells the value after some tries.
_FEW_VALUES = (
    "user.contact.address.city",
    "user.contact.address.country",
    "user.contact.address.state",
    "user.demographic.age_range",
    "user.demographic.gender",
    "user.demographic.language",
    "user.demographic.marital_status",
    "user.demographic.political_opinion",
    "user.demographic.race_ethnicity",
    "user.demographic.religious_belief",
    "user.demographic.sexual_orientation",
)


def _unverified(estate: Estate) -> Iterator[Problem]:
    for name, journey in estate.journeys.items():
        if bare := [one.element for one in shown(estate, journey) if one.proof is Assurance.NOTHING]:
            what = f"it shows {listed(bare)} of a customer who proved nothing"
            fix = "write customer_proves: two-factor, or let the journey show nothing"
            yield Problem(path=("journeys", name, "sees"), what=what, fix=fix)


def _claimed(estate: Estate) -> Iterator[Problem]:
    for name, channel in estate.channels.items():
        if channel.visitors == "claimed":
            what = "it takes a visitor for the customer whom the page or the number names"
            fix = "turn on the signature of the platform and write visitors: signed, or take everybody as unknown"
            yield Problem(path=("channels", name, "visitors"), what=what, fix=fix)


def _answer_on_screen(estate: Estate) -> Iterator[Problem]:
    """What a desk asks or compares, and one of its journeys shows: the agent reads the answer out."""
    full: dict[str, dict[str, str]] = defaultdict(dict)  # desk → element → a journey that shows it
    for name, journey in estate.journeys.items():
        for element in _in_full(journey):
            for desk in journey.desks():
                full[desk].setdefault(element, name)
    for name, journey in estate.journeys.items():
        for element in _compared(journey):
            where = next((full[desk][element] for desk in journey.desks() if element in full[desk]), None)
            if where and estate.desks.keys() & set(journey.desks()):
                what = f"{element} is what the customer has to know, and {where} shows it to the same desk"
                fix = f"show {element} as matches in {where} as well, or prove it another way"
                yield Problem(path=("journeys", name, "sees", element), what=what, fix=fix)


def _in_full(journey: Journey) -> list[str]:
    return [element for element, sight in journey.sees.items() if form_of(sight) is Form.FULL]


def _compared(journey: Journey) -> Iterator[str]:
    for element, sight in journey.sees.items():
        asked = element in journey.asks_for and element not in journey.changes and form_of(sight) is Form.FULL
        if form_of(sight) is Form.MATCHES or asked:
            yield element


def _one_factor(estate: Estate) -> Iterator[Problem]:
    for name, journey in estate.journeys.items():
        for one in shown(estate, journey, harm=HARMFUL):
            if one.proof is Assurance.ONE_FACTOR:
                what = f"one factor opens {one.element} (harm {one.harm})"
                fix = "write customer_proves: two-factor"
                yield Problem(path=("journeys", name, "sees", one.element), what=what, fix=fix)


def _forgotten_change(estate: Estate) -> Iterator[Problem]:
    proving = estate.customers
    if proving is None or proving.changed is not None:
        return
    changing = [name for name, journey in estate.journeys.items() if proving.code_to in journey.changes]
    if changing:
        who = changing[0] if len(changing) == 1 else f"{len(changing)} journeys"
        what = f"codes go to {proving.code_to}, {who} can change it, and nothing tells when it changed"
        fix = "add changed: and the element that says when it last changed"
        yield Problem(path=("customers", "code_to"), what=what, fix=fix)


def _no_cooling_off(estate: Estate) -> Iterator[Problem]:
    if estate.customers is not None and span_days(estate.customers.cooling_off) < 1:
        fix = "write cooling_off: 1d or more"
        what = "a contact point gets codes the moment it was changed"
        yield Problem(path=("customers", "cooling_off"), what=what, fix=fix)


def _guessable(estate: Estate) -> Iterator[Problem]:
    for name, journey in estate.journeys.items():
        for element, sight in journey.sees.items():
            guessed = form_of(sight) is Form.MATCHES and proof_of(journey, sight) < Assurance.TWO_FACTOR
            if guessed and is_a(estate, element, *_FEW_VALUES):
                what = f"{element} has few values: whoever may ask whether it matches finds it by trying"
                fix = "take it away, or let the customer prove two-factor first"
                yield Problem(path=("journeys", name, "sees", element), what=what, fix=fix)


RULES = (
    Rule(
        id="NL401",
        name="A journey shows an account to whoever asks.",
        why="Knowing a name or an account number is enough to hear what is on file. Carriers in the United States "
        "must authenticate a caller before they tell anything of an account for this reason.",
        fix="Let the journey ask for a proof, or show nothing in it.",
        source=Source(
            title="47 CFR 64.2010, safeguards on the disclosure of customer proprietary network information",
            by="Federal Communications Commission",
            where="paragraph (b), telephone access",
            url="https://www.ecfr.gov/current/title-47/section-64.2010",
        ),
        check=_unverified,
    ),
    Rule(
        id="NL402",
        name="A channel believes who a visitor says to be.",
        why="A chat widget takes name and address from the page, a phone shows the number that the caller sends, and "
        "a mail its sender: without a signature a visitor becomes any customer, with their past conversations.",
        fix="Turn on the platform's signed identity, or treat every visitor as unknown until they proved who they "
        "are.",
        source=Source(
            title="Secure Mode",
            by="Help Scout",
            where="Beacon developer documentation",
            url="https://developer.helpscout.com/beacon-2/web/secure-mode",
        ),
        check=_claimed,
    ),
    Rule(
        id="NL403",
        name="The answer to the question is on the agent's screen.",
        why="A check that an agent can read out is a check that a friendly caller passes. Knowledge that others see "
        "proves nothing.",
        fix="Show the element as matches wherever the desk sees it.",
        source=Source(
            title="Application Security Verification Standard 5.0.0",
            by="OWASP",
            where="6.4.2: no knowledge-based authentication",
            url="https://github.com/OWASP/ASVS/tree/v5.0.0",
        ),
        check=_answer_on_screen,
    ),
    Rule(
        id="NL404",
        name="One factor opens harmful values.",
        why="Name and birth date opened customers' files at a telephone company: fined 9.55 million euros, later "
        "0.9 million, for too weak a check in its call centre.",
        fix="Let the customer prove two factors before values of harm 10 or more.",
        source=Source(
            title="Fine against 1&1 Telecom for its call centre's authentication",
            by="Federal Commissioner for Data Protection (Germany)",
            where="9 December 2019, on Article 32 GDPR",
            url="https://www.insideprivacy.com/data-privacy/german-telecommunications-company-fined-for-gdpr-violation/",
        ),
        check=_one_factor,
    ),
    Rule(
        id="NL405",
        name="Codes go to a contact point that was just changed.",
        why="Who talks an agent into a new number, or a carrier into a new card, receives the next code. Only the "
        "time of the change tells them from the customer.",
        fix="Say which element tells when the contact point last changed.",
        source=Source(
            title="Protecting Consumers from SIM Swap and Port-Out Fraud, FCC 23-95",
            by="Federal Communications Commission",
            where="November 2023",
            url="https://docs.fcc.gov/public/attachments/FCC-23-95A1.pdf",
        ),
        check=_forgotten_change,
    ),
    Rule(
        id="NL406",
        name="A changed contact point has no cooling-off time.",
        why="Without it a code goes to a number that is minutes old. Changes of device, card and number are signs of "
        "risk that have to be weighed before a code is sent.",
        fix="Let at least a day pass; three are usual.",
        source=Source(
            title="SP 800-63B-4, Digital Identity Guidelines: Authentication",
            by="NIST",
            where="out-of-band authentication over the telephone network",
            url="https://pages.nist.gov/800-63-4/sp800-63b.html",
        ),
        check=_no_cooling_off,
    ),
    Rule(
        id="NL407",
        name="A yes or no gives a value of few values away.",
        why="One guess hits one answer in five of a common question, and a few more do the rest: a comparison is as "
        "good as showing it.",
        fix="Compare only what has many values, or after two factors.",
        source=Source(
            title="Secrets, Lies, and Account Recovery",
            by="Bonneau, Bursztein, Caron, Jackson and Williamson",
            where="WWW 2015, guessing of personal knowledge questions",
            url="https://doi.org/10.1145/2736277.2741691",
        ),
        check=_guessable,
    ),
)
