"""Reading a case: by number for everybody, by secret for its reporter, and private ones not at all."""

from typing import Any

import pytest

from hex311.domain.errors import NotFound
from hex311.usecases.read_request import read_request
from hex311.usecases.submit_request import submit_request
from tests.support.city import a_report


def test_a_number_shows_the_case_and_the_secret_shows_whose_it_is(city: Any) -> None:
    submitted = submit_request(city, a_report())
    number = submitted.request.id.replace("-", "").lower()
    for secret, is_reporter in ((None, False), ("", False), ("guess", False), (submitted.follow_secret, True)):
        case, found = read_request(city, number, secret)
        assert (case.request.id, found) == (submitted.request.id, is_reporter)


def test_the_secret_of_another_case_opens_nothing(city: Any) -> None:
    first, second = (submit_request(city, a_report("homeless_outreach")) for _ in range(2))
    with pytest.raises(NotFound):
        read_request(city, first.request.id, second.follow_secret)
    assert read_request(city, first.request.id, first.follow_secret)[1]


def test_hidden_unknown_and_mistyped_sound_the_same(city: Any) -> None:
    hidden = submit_request(city, a_report("homeless_outreach")).request.id
    words = set()
    for number in (hidden, "7QX-4CM-2WF", "7QX-4CM-2WG", "SR24-00123456", "", "💧", "x" * 5000):
        with pytest.raises(NotFound) as refused:
            read_request(city, number, None)
        words.add(refused.value.message)
    assert len(words) == 1
