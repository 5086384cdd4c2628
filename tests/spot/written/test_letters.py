"""Names in letters, forms and lists are found, and nobody is read from "Dear Sir" or a label of something else."""

import pytest

from needline.spot.written.letters import RULES
from tests.spot.marks import Marks

marks = Marks(RULES)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dear Ann,\nthe order", ["Ann"]),
        ("I wait.\nKind regards,\nAnn Lee", ["Ann Lee"]),
        ("Viele Grüße\nHans Peter", ["Hans Peter"]),
        ("Name: Anna Lee\nAge: 5", ["Anna Lee"]),
        ("- **Passengers:** Amelia Davis, Raj Jackson\n- **Bags:** 2", ["Amelia Davis", "Raj Jackson"]),
        (
            "three passengers: Raj Sanchez, Omar Jackson, and Fatima Garcia. It",
            ["Raj Sanchez", "Omar Jackson", "Fatima Garcia"],
        ),
        (
            "- **Passengers:**\n  - Chen Lee, DOB: 1967-12-12\n  - Noah Hernandez, DOB: 1968-01-06\n- **Bags:** 2",
            ["Chen Lee", "Noah Hernandez"],
        ),
        ("Passengers:\n1. Ann Lee (DOB: 1997-01-23)\n2. Bo Lee (DOB: 1975-09-15)\n", ["Ann Lee", "Bo Lee"]),
        ("- **Passenger**: Ann Lee\n- **Reason for Cancellation**: Change", ["Ann Lee"]),
    ],
)
def test_a_name_in_its_place_is_found(text: str, names: list[str]) -> None:
    assert marks(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Dear Sir or Madam,",
        "Dear customer service,",
        "Hi all,\nhello there,",
        "Kind regards,\nThe team",
        "Thanks,\nPlease call",
        "name: string",
    ],
)
def test_salutations_of_nobody_and_other_labels_are_none(text: str) -> None:
    assert marks(text) == []
