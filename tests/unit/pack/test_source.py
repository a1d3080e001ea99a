"""YAML as city packs read it: words stay words, doubled keys are told, every entry knows its line."""

import pytest

from hex311_cli.pack.source import closest, read_yaml


def test_words_stay_words() -> None:
    text = "a: off\nb: no\nc: 2027-01-01\nd: 12:30\ne: 555-0100\n911: x\nf: true\ng: 0x10\nh: 1.5\ni: ~\nj: 010\n"
    source, problems = read_yaml(text, "a.yaml")
    assert problems == []
    assert source.data == {
        "a": "off",
        "b": "no",
        "c": "2027-01-01",
        "d": "12:30",
        "e": "555-0100",
        "911": "x",
        "f": True,
        "g": "0x10",
        "h": 1.5,
        "i": None,
        "j": 10,
    }


def test_every_entry_knows_its_line() -> None:
    source, _ = read_yaml("a:\n  - x\n  - b: 1\n    c: {d: 2,\n      e: 3}\n", "a.yaml")
    assert source.line(("a",)) == 1
    assert source.line(("a", 0)) == 2
    assert source.line(("a", 1, "b")) == 3
    assert source.line(("a", 1, "c", "e")) == 5
    assert source.line(("a", 1, "c", "missing")) == 4
    shifted, _ = read_yaml("a: 1\n", "a.md", first_line=7)
    assert shifted.line(("a",)) == 7


def test_anchors_are_read_and_loops_are_refused() -> None:
    source, problems = read_yaml("a: &x [1, 2]\nb: *x\n", "a.yaml")
    assert (source.data, problems) == ({"a": [1, 2], "b": [1, 2]}, [])
    _, problems = read_yaml("a: &x [1, *x]\n", "a.yaml")
    assert "refers to itself" in problems[0].problem


def test_a_flood_of_anchors_is_refused() -> None:
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    _, problems = read_yaml("\n".join(lines), "a.yaml")
    assert "too big" in problems[0].problem


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "'a' is there twice"),
        ("a: [1, 2\n", 2, "not YAML"),
        ("a: b: c\n", 1, "not YAML"),
        ("a: 1\n[x]: 2\n", 2, "must be a word"),
        ("a: !python/name:os.system x\n", 1, "tag"),
        ("a: !!binary x\n", 1, "tag"),
    ],
)
def test_what_is_no_yaml_is_told(text: str, line: int, problem: str) -> None:
    _, problems = read_yaml(text, "a.yaml")
    assert problems[0].line == line
    assert problem in problems[0].problem


def test_the_nearest_name_is_offered() -> None:
    assert closest("pothol", {"pothole", "graffiti"}) == "Did you mean 'pothole'?"
    assert closest("xyz", {"b", "a"}) == "Known: a, b."
    assert "none yet" in closest("xyz", [])
