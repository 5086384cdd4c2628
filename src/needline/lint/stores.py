"""NL6xx: ways to a store past needline, and what its keys and its end give away."""

from collections.abc import Iterator

from needline.errors import Path, Problem
from needline.estate.model import Estate, Store
from needline.lint.rule import Rule, Source
from needline.lint.sight import harm_of, is_a, listed
from needline.policy.problems import HARMFUL

_NO_VALUE = ("user.unique_id", "user.account.username", "system")  # keys that say nothing of a person


def _past(estate: Estate, *ways: str) -> Iterator[Problem]:
    for name, store in estate.stores.items():
        if open_ways := [way for way in store.reached_by if way in ways]:
            what = f"its values can be had by {listed(open_ways)}, where no journey limits them"
            fix = f"close the way, or limit it as the journeys do, and take {listed(open_ways)} out of reached_by"
            yield Problem(path=("stores", name, "reached_by"), what=what, fix=fix)


def _by_api(estate: Estate) -> Iterator[Problem]:
    return _past(estate, "api")


def _in_bulk(estate: Estate) -> Iterator[Problem]:
    return _past(estate, "export", "report")


def _by_log(estate: Estate) -> Iterator[Problem]:
    return _past(estate, "log")


def _telling_keys(estate: Estate) -> Iterator[Problem]:
    for name, store in estate.stores.items():
        held = _by_column(store)
        for path, column in _keys(name, store):
            for element in held.get(column, ()):
                if not is_a(estate, element, *_NO_VALUE):
                    what = f"the key {column} is {element} itself, and stands wherever the customer is referred to"
                    fix = "refer to customers by a number that means nothing"
                    yield Problem(path=path, what=what, fix=fix)


def _keys(name: str, store: Store) -> Iterator[tuple[Path, str]]:
    if store.person is not None:
        yield ("stores", name, "person"), store.person
    for table, column in store.ties.items():
        yield ("stores", name, "ties", table), f"{table}.{column}"


def _by_column(store: Store) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    for element, columns in store.holds.items():
        for column in (columns,) if isinstance(columns, str) else columns:
            held.setdefault(column, []).append(element)
    return held


def _found_by_harm(estate: Estate) -> Iterator[Problem]:
    for name, store in estate.stores.items():
        held = _by_column(store)
        for way, column in store.find_by.items():
            for element in held.get(column, ()):
                if harm_of(estate, element) >= HARMFUL:
                    what = f"customers are found by {element} (harm {harm_of(estate, element)})"
                    fix = "find them by a reference, a phone number or an address"
                    yield Problem(path=("stores", name, "find_by", way), what=what, fix=fix)


def _without_end(estate: Estate) -> Iterator[Problem]:
    sections = (estate.channels, estate.desks, estate.bots)
    kept = {one.kept_in for section in sections for one in section.values()}
    for name, store in estate.stores.items():
        if store.keep is None and (store.holds or name in kept):
            fix = "add keep: and a span, such as 90d"
            yield Problem(path=("stores", name), what="nothing says how long it keeps personal data", fix=fix)


def _in_clear(estate: Estate) -> Iterator[Problem]:
    sections: tuple[tuple[str, str, dict[str, str | None]], ...] = (
        ("stores", "at", {name: store.at for name, store in estate.stores.items()}),
        ("bots", "at", {name: bot.at for name, bot in estate.bots.items()}),
        ("actions", "post", {name: action.post for name, action in estate.actions.items()}),
    )
    for section, key, addresses in sections:
        for name, address in addresses.items():
            if address is not None and address.startswith(("http://", "ws://")):
                what = "personal data goes there in clear text"
                yield Problem(path=(section, name, key), what=what, fix="write an address that begins with https://")


RULES = (
    Rule(
        id="NL601",
        name="An interface shows what the page hides.",
        why="The limits that a platform puts on an agent's page often end there: the interface for programs goes on "
        "to give whole conversations to whoever holds a key.",
        fix="Give no keys to people, and limit those of programs as the journeys do.",
        source=Source(
            title="Limit teammates' access to conversations",
            by="Intercom",
            where="the REST API continues to allow full access",
            url="https://www.intercom.com/help/en/articles/4707721-limit-teammates-access-to-conversations",
        ),
        check=_by_api,
    ),
    Rule(
        id="NL602",
        name="Everything can be taken at once, by an export or a report.",
        why="Callers who talked one employee into connecting a loader took whole customer tables. A journey shows "
        "one customer; an export shows all.",
        fix="Let exports and reports hold counts only, or let two people approve each.",
        source=Source(
            title="UNC6040 proactive hardening recommendations",
            by="Google Threat Intelligence Group, Mandiant",
            where="September 2025",
            url="https://cloud.google.com/blog/topics/threat-intelligence/unc6040-proactive-hardening-recommendations",
        ),
        check=_in_bulk,
    ),
    Rule(
        id="NL603",
        name="Logs hold what was redacted elsewhere.",
        why="Redaction covers what a platform keeps itself. What it hands to the operator's log is out of its reach.",
        fix="Turn off the logging of content, or redact before it is logged.",
        source=Source(
            title="Security settings: redaction does not reach Cloud Logging",
            by="Google Cloud",
            where="Dialogflow CX, redaction_scope",
            url="https://docs.cloud.google.com/dialogflow/cx/docs/concept/security-settings",
        ),
        check=_by_log,
    ),
    Rule(
        id="NL604",
        name="A key embeds the value that it stands for.",
        why="Keys travel where values may not: into links, logs, tickets and other tables. A messenger's address "
        "that is the phone number tells the number to everybody who was not to see it.",
        fix="Refer to customers by a number that means nothing.",
        source=Source(
            title="Issue 112: the identifier contains the phone number",
            by="megaapp977/stack",
            where="GitHub",
            url="https://github.com/megaapp977/stack/issues/112",
        ),
        check=_telling_keys,
    ),
    Rule(
        id="NL605",
        name="A store has no end.",
        why="What is never deleted is all there on the day of the leak.",
        fix="Say how long it keeps, and let it delete.",
        source=Source(
            title="Regulation (EU) 2016/679 (GDPR)",
            by="European Union",
            where="Article 5(1)(e), storage limitation",
            url="https://eur-lex.europa.eu/eli/reg/2016/679/oj",
        ),
        check=_without_end,
    ),
    Rule(
        id="NL606",
        name="Personal data travels in clear text.",
        why="Whoever is on the way reads along, and can answer in the other's place.",
        fix="Use an address that begins with https://.",
        source=Source(
            title="CWE-319: Cleartext transmission of sensitive information",
            by="MITRE",
            url="https://cwe.mitre.org/data/definitions/319.html",
        ),
        check=_in_clear,
    ),
    Rule(
        id="NL607",
        name="Customers are found by a harmful value.",
        why="What finds a customer is said and typed in every contact, before anybody proved anything. Agencies of "
        "the United States were told in 2007 to stop using social security numbers for it.",
        fix="Find customers by a reference, a phone number or an address.",
        source=Source(
            title="M-07-16, Safeguarding Against and Responding to the Breach of Personally Identifiable Information",
            by="Office of Management and Budget",
            where="attachment 1, on the use of social security numbers",
            url="https://www.whitehouse.gov/wp-content/uploads/legacy_drupal_files/omb/memoranda/2007/m07-16.pdf",
        ),
        check=_found_by_harm,
    ),
)
