"""Exchange: an estate in the words of other tools, and other tools' files as the draft of an estate.

    fides        estate → manifest of the Fides privacy language (datasets and systems)
    otm          estate → Open Threat Model 0.2.0
    cyclonedx    estate → CycloneDX 1.6, as services
    from_fides   manifests → the text of an estate draft, and what was left out of it

All of them are plain data: the shell writes YAML or JSON of it. `flows` holds what moves between whom, which
threat models and bills of services draw; `safeguards` what protects a journey, in sentences. On the way in
`reading` makes trees of YAML, `manifest` finds datasets and systems in them, `elements` names what they hold, and
`draft` writes it down.
"""

from needline.exchange.cyclonedx import cyclonedx
from needline.exchange.draft import Drafted, from_fides
from needline.exchange.fides import fides
from needline.exchange.flows import End, Flow, flows
from needline.exchange.manifest import Left
from needline.exchange.otm import otm
from needline.exchange.safeguards import Safeguard, safeguards

__all__ = [
    "Drafted",
    "End",
    "Flow",
    "Left",
    "Safeguard",
    "cyclonedx",
    "fides",
    "flows",
    "from_fides",
    "otm",
    "safeguards",
]
