"""NL1xx: the same values stand a second time, and there nothing protects them."""

from collections.abc import Iterator

from needline.errors import Problem
from needline.estate.model import Estate, Form, Store
from needline.estate.shapes import span_days
from needline.lint.rule import Rule, Source
from needline.lint.sight import GRAVE, harm_of, kept_raw, kind_of, listed, shown, through
from needline.policy.problems import HARMFUL


def _unredacted(estate: Estate) -> Iterator[Problem]:
    for name, store in estate.stores.items():
        if store.copy_of in estate.stores:
            original = estate.stores[store.copy_of]
            harmful = (element for element in original.holds if harm_of(estate, element) >= HARMFUL)
            if raw := kept_raw(estate, name, (*original.redact, *harmful)):
                what = f"this copy of {store.copy_of} keeps {listed(raw)} as it came"
                fix = f"add {listed(raw)} to redact of {name}, or stop making the copy"
                yield Problem(path=("stores", name, "copy_of"), what=what, fix=fix)


def _outliving(estate: Estate) -> Iterator[Problem]:
    for name, store in estate.stores.items():
        original = estate.stores.get(store.copy_of or "")
        if original and original.keep and _longer(store, original.keep):
            what = f"it keeps {store.keep or 'without an end'} what {store.copy_of} keeps {original.keep}"
            fix = f"write keep: {original.keep} or less"
            yield Problem(path=("stores", name, "keep"), what=what, fix=fix)


def _longer(store: Store, span: str) -> bool:
    return store.keep is None or span_days(store.keep) > span_days(span)


def _hidden_when_shown(estate: Estate) -> Iterator[Problem]:
    for name, store in estate.stores.items():
        if store.redact and store.redacts_when == "shown":
            what = f"it hides {listed(store.redact)} from who looks, and keeps the values"
            fix = "redact when it is written, and say redacts_when: written"
            yield Problem(path=("stores", name, "redacts_when"), what=what, fix=fix)


def _as_said(estate: Estate) -> Iterator[Problem]:
    """By store: what comes by any of its channels, since one redaction serves them all."""
    said: dict[str, dict[str, list[str]]] = {}  # store → element → channels
    for journey in estate.journeys.values():
        told = [one for one in (*journey.asks_for, *journey.never) if harm_of(estate, one) >= HARMFUL]
        for channel, how in through(estate, journey):
            for element in kept_raw(estate, how.kept_in, told) if how.kept_in in estate.stores else ():
                said.setdefault(how.kept_in or "", {}).setdefault(element, []).append(channel)
    for store, elements in said.items():
        for element, channels in elements.items():
            what = f"{element} that customers tell by {listed(channels)} is kept here as it was said"
            fix = f"add {element} to redact"
            yield Problem(path=("stores", store, "redact", element), what=what, fix=fix)


def _by_mail(estate: Estate) -> Iterator[Problem]:
    for name, journey in estate.journeys.items():
        for channel, how in through(estate, journey):
            if kind_of(channel, how) == "email":
                whole = [one.element for one in shown(estate, journey, harm=GRAVE) if one.form is Form.FULL]
                asked = [element for element in journey.asks_for if harm_of(estate, element) >= GRAVE]
                if grave := [*asked, *whole]:
                    fix = f"take {channel} out of through, or ask for it by a form that sends no mail"
                    what = f"{listed(grave)} travels by {channel}, which leaves a copy in every mailbox on the way"
                    yield Problem(path=("journeys", name, "asks_for" if asked else "sees"), what=what, fix=fix)


RULES = (
    Rule(
        id="NL101",
        name="A second copy keeps what the original redacts or guards.",
        why="Platforms can be told to keep the original beside the redacted version, and exports, indexes and merged "
        "tickets copy what stood there before. Whoever may read the copy needs no right to the original.",
        fix="Redact the copy when it is written, or stop making it.",
        source=Source(
            title="Contact Lens redaction configuration: RedactedAndOriginal",
            by="Amazon Web Services",
            where="Amazon Connect API reference, ContactLensRedactionConfiguration, Policy",
            url="https://docs.aws.amazon.com/connect/latest/APIReference/API_ContactLensRedactionConfiguration.html",
        ),
        check=_unredacted,
    ),
    Rule(
        id="NL102",
        name="A copy outlives its original.",
        why="What was deleted on time in one system is still in the other, and is found there by an attacker, and by "
        "a customer who asked for it to be erased.",
        fix="Give the copy the same end as its original, or an earlier one.",
        source=Source(
            title="Right to erasure: copies and backups",
            by="Information Commissioner's Office",
            where="Do we have to erase personal data from backup systems?",
            url="https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/individual-rights/individual-rights/right-to-erasure/",
        ),
        check=_outliving,
    ),
    Rule(
        id="NL103",
        name="Redaction only hides what is shown.",
        why="A mask in the page leaves the values in the database: another role, an export or an interface that "
        "the mask does not know shows them.",
        fix="Redact when the value is written, so that there is nothing to show.",
        source=Source(
            title="About data masking",
            by="Zendesk",
            where="masking is applied in the presentation layer",
            url="https://support.zendesk.com/hc/en-us/articles/7713908123674",
        ),
        check=_hidden_when_shown,
    ),
    Rule(
        id="NL104",
        name="Transcripts keep harmful values as they were said.",
        why="Customers write and say what they are asked for, and passwords and card numbers nobody asked for. "
        "Redaction is off unless somebody turns it on, and transcripts are read by many.",
        fix="Name the element in redact of the store that keeps the channel.",
        source=Source(
            title="UpdateContactRecordingBehavior: AnalyticsRedactionBehavior is disabled if not set",
            by="Amazon Web Services",
            where="Amazon Connect API reference",
            url="https://docs.aws.amazon.com/connect/latest/APIReference/contact-actions-updatecontactrecordingbehavior.html",
        ),
        check=_as_said,
    ),
    Rule(
        id="NL105",
        name="The most harmful values travel by e-mail.",
        why="A message rests in the sender's, the recipient's and every relay's mailbox, and in their backups; "
        "none of these can be redacted afterwards.",
        fix="Take the channel out of the journey, or ask by a form on a page of your own.",
        source=Source(
            title="PCI DSS v4.0.1",
            by="PCI Security Standards Council",
            where="requirement 4.2.2: card numbers in end-user messaging",
            url="https://www.pcisecuritystandards.org/document_library/",
        ),
        check=_by_mail,
    ),
)
