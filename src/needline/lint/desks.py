"""NL7xx: what one agent can do and see alone."""

from collections import defaultdict
from collections.abc import Iterator

from needline.errors import Problem
from needline.estate.model import Assurance, Estate, Form
from needline.lint.rule import Rule, Source
from needline.lint.sight import CARD, GRAVE, is_a, listed, shown
from needline.policy.problems import HARMFUL

_A_CROWD = 3  # harmful elements; fewer are no estate to specialise in


def _unlimited(estate: Estate) -> Iterator[Problem]:
    for name, journey in estate.journeys.items():
        for action, deed in journey.does.items():
            moves = action in estate.actions and "money" in estate.actions[action].takes.values()
            if moves and deed.at_most is None:
                what = f"one person moves any amount by {action}"
                fix = "add at_most:, and above: {approve: ...} for what goes beyond it"
                yield Problem(path=("journeys", name, "does", action), what=what, fix=fix)


def _whole_card(estate: Estate) -> Iterator[Problem]:
    for name, journey in estate.journeys.items():
        for one in shown(estate, journey):
            if one.form is Form.FULL and is_a(estate, one.element, CARD):
                what = f"it shows the whole {one.element}"
                fix = f"write {one.element}: masked, or use where it is only charged"
                yield Problem(path=("journeys", name, "sees", one.element), what=what, fix=fix)


def _phishable(estate: Estate) -> Iterator[Problem]:
    whole: dict[str, list[str]] = defaultdict(list)  # desk → elements
    for journey in estate.journeys.values():
        grave = [one.element for one in shown(estate, journey, harm=GRAVE) if one.form is Form.FULL]
        for desk in journey.desks():
            whole[desk] += grave
    for name, seats in estate.desks.items():
        if whole[name] and seats.signs_in < Assurance.PASSKEY:
            what = f"agents who see {listed(whole[name])} in full sign in with what can be phished"
            yield Problem(path=("desks", name, "signs_in"), what=what, fix="write signs_in: passkey")


def _all_seeing(estate: Estate) -> Iterator[Problem]:
    seen: dict[str, set[str]] = defaultdict(set)  # desk → harmful elements
    for journey in estate.journeys.values():
        harmful = [one.element for one in shown(estate, journey, harm=HARMFUL)]
        for desk in journey.desks():
            if desk in estate.desks:
                seen[desk].update(harmful)
    everything = {element for elements in seen.values() for element in elements}
    for name in estate.desks if len(estate.desks) > 1 and len(everything) >= _A_CROWD else ():
        if seen[name] == everything:
            what = f"one desk of {len(estate.desks)} sees all {len(everything)} harmful elements"
            fix = "give some of its journeys to a desk of their own"
            yield Problem(path=("desks", name), what=what, fix=fix)


RULES = (
    Rule(
        id="NL701",
        name="One person moves any amount of money.",
        why="Who can be bribed or talked into one payment can be talked into a large one. A limit with a second "
        "person above it makes it two who must be wrong.",
        fix="Give the action a limit, and let somebody else approve what goes beyond it.",
        source=Source(
            title="SP 800-53 Rev. 5, Security and Privacy Controls",
            by="NIST",
            where="AC-3(2) dual authorization, AC-5 separation of duties",
            url="https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final",
        ),
        check=_unlimited,
    ),
    Rule(
        id="NL702",
        name="A whole card number is shown.",
        why="The last four digits tell a card from another; the rest is only good for paying with it.",
        fix="Show it masked, or use it without showing it.",
        source=Source(
            title="PCI DSS v4.0.1",
            by="PCI Security Standards Council",
            where="requirement 3.4.1: display is masked",
            url="https://www.pcisecuritystandards.org/document_library/",
        ),
        check=_whole_card,
    ),
    Rule(
        id="NL703",
        name="The most harmful values are behind a sign-in that can be phished.",
        why="Codes and pushes are passed on to whoever asks for them with a good story; a passkey answers only to "
        "the page that it was made for.",
        fix="Let the desk sign in with passkeys.",
        source=Source(
            title="Implementing phishing-resistant MFA",
            by="CISA",
            where="fact sheet, October 2022",
            url="https://www.cisa.gov/sites/default/files/publications/fact-sheet-implementing-phishing-resistant-mfa-508c.pdf",
        ),
        check=_phishable,
    ),
    Rule(
        id="NL704",
        name="One desk sees everything that can hurt.",
        why="Bribed agents of one outsourced desk photographed the data of 69,461 customers over months. What a desk "
        "does not see, nobody can buy from it.",
        fix="Let desks specialise: no desk handles all journeys with harmful values.",
        source=Source(
            title="Form 8-K on bribed support agents",
            by="Coinbase Global, to the Securities and Exchange Commission",
            where="14 May 2025; number of customers: notice to the Attorney General of Maine",
            url="https://www.sec.gov/edgar/browse/?CIK=1679788",
        ),
        check=_all_seeing,
    ),
)
