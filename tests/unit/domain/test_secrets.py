"""Keyed values: derived again when needed, never guessable from one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hex311.domain.secrets import Secrets, hash_secret, new_salt, secret_matches

OURS, THEIRS = Secrets("our pepper"), Secrets("their pepper")
words = st.text(max_size=30)


def test_a_follow_secret_is_derived_again_and_opens_only_its_case() -> None:
    salt = new_salt()
    secret = OURS.follow_secret("7QX-4CM-2WF", salt)
    stored = hash_secret(secret)
    assert secret_matches(OURS.follow_secret("7QX-4CM-2WF", salt), stored)
    assert not secret_matches(OURS.follow_secret("7QX-4CM-2WF", new_salt()), stored)
    assert not secret_matches(OURS.follow_secret("CCC-CCC-CCC", salt), stored)
    assert not secret_matches(THEIRS.follow_secret("7QX-4CM-2WF", salt), stored)
    assert len(secret) >= 24


@pytest.mark.parametrize(("given_secret", "stored"), [(None, "x"), ("", "x"), ("x", ""), (None, ""), ("", "")])
def test_nothing_matches_nothing(given_secret: str | None, stored: str) -> None:
    assert not secret_matches(given_secret, stored)


@given(st.text(max_size=200))
def test_no_guess_opens_a_case(guess: str) -> None:
    assert not secret_matches(guess, hash_secret(OURS.follow_secret("7QX-4CM-2WF", "salt")))


def test_a_link_is_read_back_for_its_purpose_only() -> None:
    token = OURS.link_token("confirm", "7QX-4CM-2WF", "abc")
    assert OURS.read_link_token("confirm", token) == ("7QX-4CM-2WF", "abc")
    assert OURS.read_link_token("leave", token) is None
    assert THEIRS.read_link_token("confirm", token) is None


@pytest.mark.parametrize("token", ["", ".", "..", "a.b", "a.b.c", "a.b.c.d", "ä.b.c", "a.b.💧", "." * 200, "\x00.b.c"])
def test_what_is_no_link_of_ours_is_refused(token: str) -> None:
    assert OURS.read_link_token("confirm", token) is None


@given(st.integers(0, 60), st.characters(min_codepoint=33, max_codepoint=126))
def test_a_link_with_one_character_changed_is_refused(place: int, character: str) -> None:
    token = OURS.link_token("confirm", "7QX-4CM-2WF", "abcdef")
    place %= len(token)
    changed = token[:place] + character + token[place + 1 :]
    assert (OURS.read_link_token("confirm", changed) is None) == (changed != token)


def test_the_same_mailbox_is_the_same_follower_however_it_is_written() -> None:
    assert OURS.follower_id("a", " Ana@Example.org ") == OURS.follower_id("a", "ana@example.org")
    assert OURS.follower_id("a", "ana@example.org") != OURS.follower_id("b", "ana@example.org")
    assert OURS.contact_hmac("phone", "+1 (555) 01-00") == OURS.contact_hmac("phone", "+15550100")
    assert OURS.contact_hmac("phone", "15550100") != OURS.contact_hmac("email", "15550100")


@given(words, words, words, words)
def test_parts_cannot_be_pushed_from_one_field_into_the_next(a: str, b: str, c: str, d: str) -> None:
    separator = "\x1f"
    if (a, b) != (c, d) and separator not in a + b + c + d:
        assert OURS.follow_secret(a, b) != OURS.follow_secret(c, d)


def test_a_limit_key_does_not_tell_what_it_counts() -> None:
    key = OURS.limit_key("person", "ana@example.org#1")
    assert key.startswith("person#")
    assert "ana" not in key
    assert key != THEIRS.limit_key("person", "ana@example.org#1")
