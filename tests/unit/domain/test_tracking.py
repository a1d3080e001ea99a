"""Tracking numbers: sayable, checked, never guessed from one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hex311.domain.tracking import ALPHABET, check_character, new_tracking_number, parse_tracking_number

payloads = st.text(ALPHABET, min_size=8, max_size=8)


def number(payload: str) -> str:
    whole = payload + check_character(payload)
    return f"{whole[:3]}-{whole[3:6]}-{whole[6:]}"


def test_a_new_number_is_one_of_ours() -> None:
    numbers = {new_tracking_number() for _ in range(500)}
    assert len(numbers) == 500
    assert all(parse_tracking_number(one) == one for one in numbers)


def test_the_alphabet_has_no_vowels_and_no_look_alikes() -> None:
    assert not set(ALPHABET) & set("AEIOU01LSZBKN")
    assert len(set(ALPHABET)) == 20


@given(payloads)
def test_however_it_is_typed_it_is_the_same_number(payload: str) -> None:
    right = number(payload)
    bare = right.replace("-", "")
    for typed in (right, bare, bare.lower(), f" {right} ", bare[:4] + " " + bare[4:], "-".join(bare), f"{right}\n"):
        assert parse_tracking_number(typed) == right


@given(payloads, st.integers(0, 8), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_caught(payload: str, place: int, wrong: str) -> None:
    right = number(payload).replace("-", "")
    typed = right[:place] + wrong + right[place + 1 :]
    assert (parse_tracking_number(typed) is None) == (typed != right)


def test_swapped_neighbours_are_nearly_always_caught() -> None:
    """Luhn misses one pair of symbols in both orders: first and last of the alphabet."""
    missed = 0
    for left in ALPHABET:
        for right in ALPHABET:
            payload = "CFGHJM" + left + right
            swapped = "CFGHJM" + right + left
            missed += left != right and check_character(payload) == check_character(swapped)
    assert missed <= 2


@pytest.mark.parametrize("legacy", ["SR24-00123456", "21-00001234", "1009876", "a_b-c"])
def test_numbers_of_an_older_system_are_kept_as_they_are(legacy: str) -> None:
    assert parse_tracking_number(f" {legacy} ") == legacy


@pytest.mark.parametrize(
    "typed",
    ["", " ", "-", "ab", "../etc/passwd", "CASE#7QX", "a\x00bc", "a\nbc", "' OR 1=1", "💧💧💧", "x" * 41, "{0}", "%2e"],
)
def test_what_cannot_be_a_number_is_none(typed: str) -> None:
    assert parse_tracking_number(typed) is None


@given(st.text(max_size=5000))
def test_nothing_typed_can_be_a_key_that_we_do_not_expect(typed: str) -> None:
    parsed = parse_tracking_number(typed)
    assert parsed is None or (3 <= len(parsed) <= 40 and parsed.isascii() and "#" not in parsed and "/" not in parsed)
