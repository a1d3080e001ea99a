"""One number, many spellings."""

import pytest

from hex311.domain.phone import is_number, spellings
from hex311.domain.secrets import Secrets

SAME = ["+1 312 555 0142", "1-312-555-0142", "(312) 555-0142", "312 555 0142", "001 312 555 0142", "+13125550142"]


@pytest.mark.parametrize("left", SAME)
@pytest.mark.parametrize("shown", SAME)
def test_whoever_left_a_number_one_way_is_found_by_every_other(left: str, shown: str) -> None:
    secrets = Secrets("pepper")
    keys = {secrets.contact_hmac("phone", way) for way in spellings(shown, "1")}
    assert secrets.contact_hmac("phone", left) in keys


@pytest.mark.parametrize("other", ["312 555 0143", "+44 312 555 0142", "555 0142", "+2 312 555 0142"])
def test_another_number_is_another_person(other: str) -> None:
    secrets = Secrets("pepper")
    keys = {secrets.contact_hmac("phone", way) for way in spellings("312 555 0142", "1")}
    assert secrets.contact_hmac("phone", other) not in keys


@pytest.mark.parametrize("shown", ["+49 30 901820", "0049 30 901820", "030 901820"])
def test_a_national_zero_is_left_out_abroad(shown: str) -> None:
    secrets = Secrets("pepper")
    keys = {secrets.contact_hmac("phone", way) for way in spellings(shown, "49")}
    assert {secrets.contact_hmac("phone", left) for left in ("030901820", "+4930901820")} <= keys


def test_without_a_country_only_what_was_written_is_looked_for() -> None:
    assert spellings("+1 (312) 555", "") == ("+1312555",)
    assert spellings("0312 555", "") == ("0312555",)


@pytest.mark.parametrize(("text", "is_one"), [("311", False), ("+++++", False), ("555-0142", True), ("1" * 19, False)])
def test_what_is_no_number_is_not_looked_up(text: str, is_one: bool) -> None:
    assert is_number(text) is is_one
