"""The sample in docs/deliveries.md checks what the city signs."""

import re
import time
from typing import Any

import pytest

from hex311.domain.signature import KeyRing, is_signed, new_key, sign
from tests.support.city import ROOT

KEYS = [new_key(), new_key()]


def sample() -> Any:
    text = (ROOT / "docs/deliveries.md").read_text()
    (source,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names: dict[str, Any] = {}
    exec(source, names)
    return names["is_ours"]


def headers(body: bytes, at: float, keys: list[str]) -> dict[str, str]:
    signature = sign(keys, "id-1", int(at), body)
    return {"webhook-id": "id-1", "webhook-timestamp": str(int(at)), "webhook-signature": signature}


@pytest.mark.parametrize("key", KEYS, ids=["new", "old"])
def test_the_sample_takes_what_we_signed_with_either_key(key: str) -> None:
    assert sample()(key, headers(b"{}", time.time(), KEYS), b"{}")


def test_the_sample_refuses_the_rest() -> None:
    is_ours = sample()
    good = headers(b"{}", time.time(), KEYS)
    assert not is_ours(new_key(), good, b"{}")
    assert not is_ours(KEYS[0], good, b"{ }")
    assert not is_ours(KEYS[0], {**good, "webhook-id": "id-2"}, b"{}")
    assert not is_ours(KEYS[0], headers(b"{}", time.time() - 400, KEYS), b"{}")


def test_keys_end_when_their_time_is_over_and_revoked_ones_at_once() -> None:
    ring = KeyRing({}).with_new_key("water", "a", 0, 100).with_new_key("water", "b", 50, 100)
    assert ring.valid("water", 149) == ("b", "a")
    assert ring.valid("water", 150) == ("b",)
    assert ring.without("water").valid("water", 60) == ()
    many = ring.with_new_key("water", "c", 60, 10)
    assert many.valid("water", 69) == ("c", "b", "a")
    assert many.valid("water", 70) == ("c",)


def test_a_signature_is_of_id_time_and_body() -> None:
    made = sign(KEYS, "i", 7, b"x")
    assert is_signed([KEYS[1]], "i", 7, b"x", made)
    for other in (("j", 7, b"x"), ("i", 8, b"x"), ("i", 7, b"y")):
        assert not is_signed(KEYS, *other, made)
    assert not is_signed([], "i", 7, b"x", made)
    assert not is_signed(KEYS, "i", 7, b"x", "v1,é v2,AAAA v1,")
