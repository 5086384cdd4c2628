"""NL2xx: what recordings of voice and screen hold."""

from collections.abc import Iterator

from needline.errors import Problem
from needline.estate.model import Channel, Estate, Form
from needline.estate.shapes import span_days
from needline.lint.rule import Rule, Source
from needline.lint.sight import GRAVE, harm_of, listed, shown, through
from needline.policy.problems import HARMFUL

LONGEST = 366  # days that a recording is of use for quality and disputes


def _not_paused(estate: Estate) -> Iterator[Problem]:
    for name, channel in estate.channels.items():
        asked = [
            element
            for journey in estate.journeys.values()
            if channel.recorded and name in journey.through
            for element in journey.asks_for
            if harm_of(estate, element) >= GRAVE and element not in channel.pauses
        ]
        if asked:
            what = f"customers are asked for {listed(asked)} while the recording runs"
            yield Problem(path=("channels", name, "pauses"), what=what, fix=f"add {listed(asked)} to pauses")


def _screen_runs_on(estate: Estate) -> Iterator[Problem]:
    for name, channel in estate.channels.items():
        filmed = [element for element in channel.pauses if element not in channel.screen_pauses]
        if channel.screen_recorded and filmed:
            what = f"the voice pauses for {listed(filmed)} and the screen is recorded on"
            fix = f"add {listed(filmed)} to screen_pauses"
            yield Problem(path=("channels", name, "screen_recorded"), what=what, fix=fix)


def _by_memory(estate: Estate) -> Iterator[Problem]:
    for name, channel in estate.channels.items():
        if (channel.pauses or channel.screen_pauses) and channel.paused_by == "agent":
            what = "the recording pauses when an agent remembers to"
            fix = "let the payment form or the call flow pause it, and write paused_by: system"
            yield Problem(path=("channels", name, "paused_by"), what=what, fix=fix)


def _filmed(estate: Estate) -> Iterator[Problem]:
    for name, journey in estate.journeys.items():
        if estate.desks.keys().isdisjoint(journey.desks()):
            continue  # a bot has no screen
        whole = [one.element for one in shown(estate, journey, harm=HARMFUL) if one.form is Form.FULL]
        for channel, how in through(estate, journey):
            filmed = [element for element in whole if element not in how.screen_pauses]
            if how.screen_recorded and filmed:
                what = f"the screen recording of {channel} films {listed(filmed)}"
                fix = f"show less than full, or add {listed(filmed)} to screen_pauses of {channel}"
                yield Problem(path=("journeys", name, "sees", filmed[0]), what=what, fix=fix)


def _kept_somewhere(estate: Estate) -> Iterator[Problem]:
    for name, channel in estate.channels.items():
        if _records(channel) and channel.kept_in is None:
            fix = "add kept_in: and a store that says how long it keeps and what it redacts"
            yield Problem(
                path=("channels", name), what="it is recorded, and nothing says where that is kept", fix=fix
            )


def _kept_long(estate: Estate) -> Iterator[Problem]:
    for name, channel in estate.channels.items():
        keep = estate.stores[channel.kept_in].keep if channel.kept_in in estate.stores else None
        if _records(channel) and keep is not None and span_days(keep) > LONGEST:
            what = f"recordings of {name} are kept {keep}"
            fix = "keep them 1y or less, or in a store of their own for the law that demands more"
            yield Problem(path=("channels", name, "kept_in"), what=what, fix=fix)


def _records(channel: Channel) -> bool:
    return channel.recorded or channel.screen_recorded


_TELEPHONE = "Protecting Telephone-Based Payment Card Data, information supplement, November 2018"
_LIBRARY = "https://www.pcisecuritystandards.org/document_library/"

RULES = (
    Rule(
        id="NL201",
        name="A recording runs while customers say the most harmful values.",
        why="A security code must not be kept after the payment, whatever protects the recording; and a card number "
        "in a recording cannot be searched for, so nobody knows where it is.",
        fix="Pause the recording for the element, or take the value by keypad or a link.",
        source=Source(
            title=_TELEPHONE,
            by="PCI Security Standards Council",
            where="with PCI DSS v4.0.1 requirement 3.3.1",
            url=_LIBRARY,
        ),
        check=_not_paused,
    ),
    Rule(
        id="NL202",
        name="The voice pauses and the screen is recorded on.",
        why="Pausing the call stops one of two recorders: the agent types the number into a page that the other one "
        "films.",
        fix="Pause the screen recording by the same step, and say so in screen_pauses.",
        source=Source(
            title=_TELEPHONE,
            by="PCI Security Standards Council",
            where="pause and resume; screen recording",
            url=_LIBRARY,
        ),
        check=_screen_runs_on,
    ),
    Rule(
        id="NL203",
        name="The pause depends on an agent's memory.",
        why="Agents have to start and end the redaction by hand, and a forgotten pause leaves the number in the "
        "recording without any sign that it is there.",
        fix="Let the payment form or the call flow pause the recording.",
        source=Source(
            title="Call redaction",
            by="Google Cloud",
            where="Contact Center AI Platform, feature details",
            url="https://docs.cloud.google.com/contact-center/ccai-platform/docs/call-redaction",
        ),
        check=_by_memory,
    ),
    Rule(
        id="NL204",
        name="The screen recording films what the desk sees in full.",
        why="Redaction works on words. Whoever may watch screen recordings sees the values on the screen, and hears "
        "the call unredacted.",
        fix="Show a weaker form, or pause the screen recording for the element.",
        source=Source(
            title="List of security profile permissions",
            by="Amazon Web Services",
            where="Amazon Connect administrator guide, screen recording",
            url="https://docs.aws.amazon.com/connect/latest/adminguide/security-profile-list.html",
        ),
        check=_filmed,
    ),
    Rule(
        id="NL205",
        name="Nobody says where recordings are kept.",
        why="What no store answers for is deleted by nobody, redacted by nobody and found by whoever looks.",
        fix="Name the store in kept_in.",
        source=Source(
            title="Regulation (EU) 2016/679 (GDPR)",
            by="European Union",
            where="Article 30(1)(f) and (g): erasure and security are part of the record of processing",
            url="https://eur-lex.europa.eu/eli/reg/2016/679/oj",
        ),
        check=_kept_somewhere,
    ),
    Rule(
        id="NL206",
        name="Recordings are kept for more than a year.",
        why="Every year of keeping adds a year's calls to what one leak takes. The PCI mode of a large platform "
        "deletes recordings after one year.",
        fix="Keep recordings a year or less; what a law wants longer gets a store of its own.",
        source=Source(
            title="PCI workflows",
            by="Twilio",
            where="recordings in PCI mode",
            url="https://www.twilio.com/docs/voice/pci-workflows",
        ),
        check=_kept_long,
    ),
)
