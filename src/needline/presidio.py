"""Needline's spot as a recognizer of Microsoft Presidio (2.2), for those who have pipelines of it.

    from needline.presidio import SpotRecognizer

    analyzer.registry.add_recognizer(SpotRecognizer())

Presidio is no dependency: `SpotRecognizer` is made when it is asked for, and asking without Presidio raises an
`ImportError` that says what to install. Labels become Presidio's names (PERSON, PHONE_NUMBER …) where it has one;
what it has no name for (SECRET, ACCOUNT_ID, elements of an estate) keeps ours. Each result explains itself in its
`analysis_explanation`, without the value.
"""

from collections.abc import Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from needline.spot import Spotter
from needline.spot.elements import Element
from needline.spot.finding import Finding, Label

ENTITIES = MappingProxyType(
    {
        Label.PERSON: "PERSON",
        Label.EMAIL: "EMAIL_ADDRESS",
        Label.PHONE: "PHONE_NUMBER",
        Label.ADDRESS: "ADDRESS",
        Label.LOCATION: "LOCATION",
        Label.CARD: "CREDIT_CARD",
        Label.BANK: "BANK_ACCOUNT",
        Label.GOV_ID: "GOV_ID",
        Label.DOB: "DATE_TIME",
        Label.ACCOUNT_ID: "ACCOUNT_ID",
        Label.SECRET: "SECRET",
        Label.HEALTH: "HEALTH",
        Label.IP: "IP_ADDRESS",
        Label.URL: "URL",
    }
)


def entity_of(finding: Finding) -> str:
    """Presidio's name for what was found.

    >>> entity_of(Finding(0, 9, "e-mail address")), entity_of(Finding(0, 9, "policy_number"))
    ('EMAIL_ADDRESS', 'policy_number')
    """
    return next((entity for label, entity in ENTITIES.items() if label == finding.label), finding.label)


def __getattr__(name: str) -> type:
    if name == "SpotRecognizer":
        return _recognizer()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def _recognizer() -> type:
    try:
        from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult
    except ImportError as error:
        raise ImportError("Presidio is not installed: pip install 'presidio-analyzer>=2.2,<3'") from error

    class SpotRecognizer(EntityRecognizer):  # type: ignore[misc]  # untyped where Presidio is not installed
        """Finds everything that `Spotter` finds, in any language; one for each language of the analyzer."""

        def __init__(
            self,
            supported_language: str = "en",
            *,
            elements: Sequence[Element] = (),
            spotter: Spotter | None = None,
            **others: Any,  # noqa: ANN401  # handed on as Presidio takes them
        ) -> None:
            self.spotter = spotter or Spotter(elements)
            entities = [*dict.fromkeys([*ENTITIES.values(), *(element.name for element in elements)])]
            super().__init__(
                supported_entities=entities, name="SpotRecognizer", supported_language=supported_language, **others
            )

        def load(self) -> None:
            """Nothing: the spotter is ready."""

        def analyze(
            self, text: str, entities: Sequence[str] | None = None, nlp_artifacts: object = None
        ) -> list[Any]:
            """Return what `text` holds of `entities`, or of all when none are named; needs no `nlp_artifacts`."""
            del nlp_artifacts
            found = [(entity_of(finding), finding) for finding in self.spotter.spot(text)]
            return [self._result(entity, one) for entity, one in found if not entities or entity in entities]

        def _result(self, entity: str, finding: Finding) -> Any:  # noqa: ANN401  # Presidio's, untyped without it
            return RecognizerResult(
                entity_type=entity,
                start=finding.start,
                end=finding.end,
                score=finding.score,
                analysis_explanation=AnalysisExplanation(
                    recognizer=self.name, original_score=finding.score, textual_explanation=finding.why
                ),
                recognition_metadata={
                    RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                    RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
                },
            )

    return SpotRecognizer
