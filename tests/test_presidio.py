"""Spot as a recognizer of Presidio: with the real one where it is installed, and a clear word where it is not."""

import importlib.util
from typing import Any

import pytest

import needline.presidio
from needline.presidio import ENTITIES, entity_of
from needline.spot.elements import Element
from needline.spot.finding import Finding, Found, Label

INSTALLED = importlib.util.find_spec("presidio_analyzer") is not None
TEXT = "my card is 4929 1234 5678 9012 and my e-mail is ann.lee@example.com"


def test_every_label_has_a_name_of_presidios_kind() -> None:
    assert set(ENTITIES) == set(Label)
    assert {entity_of(Finding(0, 1, what)) for what in Found} == set(ENTITIES.values())
    assert entity_of(Finding(0, 1, "policy")) == "policy"


@pytest.mark.skipif(INSTALLED, reason="Presidio is installed")
def test_without_presidio_the_error_says_what_to_install() -> None:
    with pytest.raises(ImportError, match="pip install 'presidio-analyzer"):
        _ = needline.presidio.SpotRecognizer


def test_other_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nonesuch'"):
        _ = needline.presidio.Nonesuch


@pytest.mark.skipif(not INSTALLED, reason="presidio-analyzer is not installed: pip install presidio-analyzer")
class TestWithPresidio:
    def test_it_finds_what_spot_finds_in_presidios_words(self) -> None:
        results = needline.presidio.SpotRecognizer().analyze(TEXT, [])
        found = {one.entity_type: TEXT[one.start : one.end] for one in results}
        assert found == {"CREDIT_CARD": "4929 1234 5678 9012", "EMAIL_ADDRESS": "ann.lee@example.com"}

    def test_only_what_is_asked_for_comes_back(self) -> None:
        results = needline.presidio.SpotRecognizer().analyze(TEXT, ["EMAIL_ADDRESS"])
        assert [one.entity_type for one in results] == ["EMAIL_ADDRESS"]

    def test_each_result_says_why_without_the_value(self) -> None:
        for one in needline.presidio.SpotRecognizer().analyze(TEXT, []):
            assert one.analysis_explanation.textual_explanation
            assert TEXT[one.start : one.end] not in one.analysis_explanation.textual_explanation

    def test_elements_of_an_estate_are_entities(self) -> None:
        elements = [Element(name="policy", patterns=("NB-[0-9]{8}",))]
        recognizer = needline.presidio.SpotRecognizer(elements=elements)
        assert "policy" in recognizer.supported_entities
        (result,) = recognizer.analyze("it is NB-12345678", ["policy"])
        assert (result.start, result.end) == (6, 17)

    def test_the_analyzer_of_presidio_takes_it(self) -> None:
        from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
        from presidio_analyzer.nlp_engine import NlpArtifacts

        class NoLanguage:
            """Presidio wants an engine of language; spot needs none."""

            def is_loaded(self) -> bool:
                return True

            def get_supported_languages(self) -> list[str]:
                return ["en"]

            def process_text(self, _text: str, language: str) -> Any:
                return NlpArtifacts([], [], [], [], self, language)

        registry = RecognizerRegistry(recognizers=[needline.presidio.SpotRecognizer()], supported_languages=["en"])
        analyzer = AnalyzerEngine(registry=registry, nlp_engine=NoLanguage(), supported_languages=["en"])
        results = analyzer.analyze(TEXT, language="en")
        assert {one.entity_type for one in results} == {"CREDIT_CARD", "EMAIL_ADDRESS"}
        assert all(one.recognition_metadata["recognizer_name"] == "SpotRecognizer" for one in results)
