"""Reading answers by paths: rows as a table has them, and nothing that no path names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.sources.mapping import UnlikeError, rows

ANSWER = {
    "customer": {"id": 7, "tags": ["a", "b"], "note": None},
    "orders": [
        {"no": 1, "lines": [{"item": "Lamp", "price": "9.50"}, {"item": "Bulb"}]},
        {"no": 2, "lines": []},
        {"no": 3, "lines": [{"item": "Chair"}], "gift": True},
    ],
}


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        (["$.customer.id"], [("7",)]),
        (["$.customer.note"], [("",)]),
        (["$.customer.tags[*]"], [("a",), ("b",)]),
        (["$.customer.tags[*]", "$.customer.id"], [("a", "7"), ("b", "7")]),
        (["$.orders[*].no"], [("1",), ("2",), ("3",)]),
        (["$.orders[*].lines[*].item", "$.orders[*].no"], [("Lamp", "1"), ("Bulb", "1"), ("Chair", "3")]),
        (["$.orders[*].gift?", "$.customer.id"], [("", "7"), ("", "7"), ("true", "7")]),
        (["$.missing?"], [("",)]),
        (["$.missing?.deeper"], [("",)]),
        (["$.missing?[*].deeper"], []),
        (["$.customer.note[*]"], []),
    ],
)
def test_paths_of_one_list_make_rows(paths: list[str], found: list[tuple[str, ...]]) -> None:
    assert list(rows(ANSWER, paths)) == found


@pytest.mark.parametrize(
    ("paths", "why"),
    [
        (["$.missing"], "there is no 'missing' where one should be"),
        (["$.orders[*].gift"], "there is no 'gift' where one should be"),
        (["$.customer.id.deeper"], "there is no 'deeper' where one should be"),
        (["$.customer[*].id"], "there is no list at 'customer'"),
        (["$[*].id"], "there is no list at an item"),
        (["$.customer"], "there is more than one value at 'customer'"),
        (["$.orders[*]"], "there is more than one value at an item"),
        (["$.customer.tags[*]", "$.orders[*].no"], "the paths go through different lists"),
    ],
)
def test_what_is_otherwise_than_the_paths_say_is_told(paths: list[str], why: str) -> None:
    with pytest.raises(UnlikeError) as unlike:
        list(rows(ANSWER, paths))
    assert str(unlike.value) == why


Json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
)
Paths = st.lists(st.sampled_from([".a", ".b?", "[*]"]), min_size=1, max_size=4).map(
    lambda parts: "$" + "".join(parts)
)


@given(answer=Json, path=Paths)
def test_whatever_is_answered_there_are_cells_or_it_is_told(answer: object, path: str) -> None:
    try:
        found = list(rows(answer, [path]))
    except UnlikeError:
        return
    assert all(isinstance(cell, str) for row in found for cell in row)


@given(answer=Json, path=Paths, other=Json)
def test_what_no_path_names_changes_nothing(answer: object, path: str, other: object) -> None:
    beside = {"top": answer, "beside": other}
    try:
        found = list(rows({"top": answer}, [f"$.top{path[1:]}"]))
    except UnlikeError:
        with pytest.raises(UnlikeError):
            list(rows(beside, [f"$.top{path[1:]}"]))
        return
    assert list(rows(beside, [f"$.top{path[1:]}"])) == found
