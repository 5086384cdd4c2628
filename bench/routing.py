"""We promise that a first message finds its journey and its desk, and that what is about nothing goes to people.

With the extra `routing`, at least 92 % of BANKING77 and 94.5 % of CLINC150 right, an area under the curve of known
against strange messages of at least 0.968, 98 % of CLINC150 at the right desk, at most 3 ms a message. Without it
what `PROMISED` says beside it: a line for each set and kind of classifier, a star at what is missed.

Rows are split by a hash of their id, four fifths to learn and one fifth to judge. That is not the official split,
whose halves are not told apart in the file; and since the file holds half of BANKING77 there are 5,258 rows to learn
from where published figures had 10,003. Strange are the rows that CLINC150 calls out of scope, for both sets; and,
which is harder, a fifth of the intents when the classifier never learned them ("unlearned"). Desks are the ten
domains of CLINC150, and eight groups of BANKING77's intents that are made here.

    python bench/routing.py FILE    # one JSON object a line: id, source, text, and meta with intent
"""

import hashlib
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

for _name in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{_name}_NUM_THREADS"] = "1"  # before NumPy is imported

from needline.errors import NeedlineError  # noqa: E402  # the threads are limited first
from needline.routing import Classifier, Encoder, Example, auroc, sentences, train  # noqa: E402  # see above, NumPy

TIMED, ROUNDS = (
    100,
    15,
)  # messages, and the best of so many rounds of each: a machine that is busy is no slower machine
STRANGE = "oos"
DOMAINS = """
transfer transactions balance freeze_account pay_bill bill_balance bill_due interest_rate routing min_payment
 order_checks pin_change report_fraud account_blocked spending_history
credit_score report_lost_card credit_limit rewards_balance new_card application_status card_declined
 international_fees apr redeem_rewards credit_limit_change damaged_card replacement_card_duration
 improve_credit_score expiration_date
recipe restaurant_reviews calories nutrition_info restaurant_suggestion ingredients_list ingredient_substitution
 cook_time food_last meal_suggestion restaurant_reservation confirm_reservation how_busy cancel_reservation
 accept_reservations
shopping_list shopping_list_update next_song play_music update_playlist todo_list todo_list_update calendar
 calendar_update what_song order order_status reminder reminder_update smart_home
traffic directions gas gas_type distance current_location mpg oil_change_when oil_change_how jump_start uber
 schedule_maintenance last_maintenance tire_pressure tire_change
book_flight book_hotel car_rental travel_suggestion travel_alert travel_notification carry_on timezone vaccines
 translate flight_status international_visa lost_luggage plug_type exchange_rate
time alarm share_location find_phone weather text spelling make_call timer date calculator measurement_conversion
 flip_coin roll_dice definition
direct_deposit pto_request taxes payday w2 pto_balance pto_request_status next_holiday insurance insurance_change
 schedule_meeting pto_used meeting_schedule rollover_401k income
greeting goodbye tell_joke where_are_you_from how_old_are_you what_is_your_name who_made_you thank_you
 what_can_i_ask_you what_are_your_hobbies do_you_have_pets are_you_a_bot meaning_of_life who_do_you_work_for fun_fact
change_ai_name change_user_name cancel user_name reset_settings whisper_mode repeat no yes maybe change_language
 change_accent change_volume change_speed sync_device
"""
DOMAIN = {
    intent: at for at, line in enumerate(DOMAINS.strip().replace("\n ", " ").split("\n")) for intent in line.split()
}
GROUPS = (
    "top",
    "verif identity",
    "pin passcode",
    "cash atm",
    "transfer beneficiary receiving",
    "exchange currenc fiat",
    "payment charge refund",
    "card",
)


class Figures(Struct, frozen=True, kw_only=True):
    """What was reached, or is promised; shares, and milliseconds."""

    right: float
    desk: float
    strange: float  # area under the curve
    took: float


PROMISED = {
    ("banking77", True): Figures(right=0.92, desk=0, strange=0.968, took=3),
    ("clinc150", True): Figures(right=0.945, desk=0.98, strange=0.968, took=3),
    ("banking77", False): Figures(right=0.86, desk=0, strange=0.97, took=1),
    ("clinc150", False): Figures(right=0.915, desk=0.955, strange=0.94, took=1),
}


class Meta(Struct):
    """What is known of a row."""

    intent: str


class Row(Struct):
    """A message."""

    id: str
    source: str
    text: str
    meta: Meta


def fifth(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 5 == 0


def desk(intent: str) -> int:
    by_name = (at for at, words in enumerate(GROUPS) if any(word in intent.lower() for word in words.split()))
    return DOMAIN[intent] if intent in DOMAIN else next(by_name, len(GROUPS))


def learned(rows: Sequence[Row], encoder: Encoder | None) -> Classifier:
    return train([Example(text=row.text, intent=row.meta.intent) for row in rows], encoder)[0]


def best(classifier: Classifier, rows: Sequence[Row]) -> list[float]:
    return [float(score) for score in classifier.scores([row.text for row in rows]).max(axis=1)]


def took(classifier: Classifier, rows: Sequence[Row]) -> float:
    return sorted(min(once(classifier, row.text) for _ in range(ROUNDS)) for row in rows[:TIMED])[TIMED // 2]


def once(classifier: Classifier, text: str) -> float:
    begun = time.perf_counter()
    classifier.guess(text)
    return (time.perf_counter() - begun) * 1_000


def figures(classifier: Classifier, judged: Sequence[Row], strange: Sequence[Row]) -> Figures:
    nearest = [guess.nearest for guess in classifier.guesses([row.text for row in judged])]
    pairs = [(row.meta.intent, near) for row, near in zip(judged, nearest, strict=True)]
    return Figures(
        right=sum(intent == near for intent, near in pairs) / len(pairs),
        desk=sum(desk(intent) == desk(near) for intent, near in pairs) / len(pairs),
        strange=auroc(best(classifier, judged), best(classifier, strange)) or 0,
        took=took(classifier, judged),
    )


def unlearned(learn: Sequence[Row], judged: Sequence[Row], encoder: Encoder | None) -> float:
    """How well intents are told that were never learned."""
    classifier = learned([row for row in learn if not fifth(row.meta.intent)], encoder)
    known, strange = ([row for row in judged if fifth(row.meta.intent) is held] for held in (False, True))
    return auroc(best(classifier, known), best(classifier, strange)) or 0


def told(reached: Figures, promised: Figures, hard: float, seconds: float) -> tuple[str, bool]:
    pairs = [(getattr(reached, name), getattr(promised, name)) for name in ("right", "desk", "strange")]
    good = [one >= least for one, least in pairs] + [reached.took <= promised.took]
    right, at_desk, strange, ms = ("" if kept else " *" for kept in good)
    line = (
        f"right {reached.right:.1%}{right} (promised {promised.right:.1%}), desk {reached.desk:.1%}{at_desk}, "
        f"strange {reached.strange:.3f}{strange}, unlearned {hard:.3f}, {reached.took:.2f} ms{ms}, "
        f"learned in {seconds:.0f} s"
    )
    return line, all(good)


def measured(rows: Sequence[Row], source: str, encoder: Encoder | None) -> bool:
    own = [row for row in rows if row.source == source and row.meta.intent != STRANGE]
    learn, judged = ([row for row in own if fifth(row.id) is held] for held in (False, True))
    begun = time.process_time()
    classifier = learned(learn, encoder)
    seconds = time.process_time() - begun
    reached = figures(classifier, judged, [row for row in rows if row.meta.intent == STRANGE])
    line, good = told(reached, PROMISED[source, encoder is not None], unlearned(learn, judged, encoder), seconds)
    print(f"{source:9} {'sentences' if encoder else 'plain':9} {line}", flush=True)
    return good


def installed() -> Encoder | None:
    try:
        return sentences()
    except NeedlineError:
        print("the extra `routing` is not installed: pip install 'needline[routing]'")
        return None


def main(arguments: Sequence[str]) -> int:
    read: Callable[[bytes], Row] = msgspec.json.Decoder(Row).decode
    rows = [read(line) for line in Path(arguments[0]).read_bytes().splitlines() if line.strip()]
    encoder = installed()
    kinds = (None, encoder) if encoder else (None,)
    kept = [measured(rows, source, kind) for source in ("banking77", "clinc150") for kind in kinds]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("name the file of messages: python bench/routing.py FILE")
    sys.exit(main(sys.argv[1:]))
