"""Me too: counted once, with photos that wait and a follower that confirms."""

from typing import Any

import pytest

from hex311.domain.errors import BadInput, MoveNotAllowed, NotFound
from hex311.domain.photo import public_path
from hex311.usecases.duplicate_views import duplicate_view
from hex311.usecases.find_duplicates import find_duplicates
from hex311.usecases.join_request import Joining, join_request
from hex311.usecases.merge_requests import merge_requests
from hex311.usecases.release_content import release_content
from hex311.usecases.submit_request import submit_request
from hex311.usecases.views import public_view
from tests.support.aws import moto_city
from tests.support.city import HOME, a_report, memory_city
from tests.support.photos import sent_photo
from tests.unit.usecases.test_merge_requests import TRIAGE, WHY, close, filed


@pytest.fixture(params=["memory", "moto"])
def city(request: pytest.FixtureRequest) -> Any:
    if request.param == "memory":
        yield memory_city()
        return
    with moto_city() as city:
        yield city


def test_a_key_counts_once(city: Any) -> None:
    case_id = filed(city)
    for key in ("one", "one", "two"):
        case = join_request(city, Joining(case_id, key))
    assert case.request.joined == 2
    (card,) = (duplicate_view(city, likely, "en") for likely in find_duplicates(city, "pothole", HOME).open)
    assert card["joined"] == 2


def test_photos_wait_for_staff_and_the_mailbox_must_say_yes(city: Any) -> None:
    first, photo = sent_photo(city), sent_photo(city)
    case_id = submit_request(city, a_report(photo_ids=(first,))).request.id
    release_content(city, TRIAGE, case_id, frozenset({"photos"}))
    case = join_request(city, Joining(case_id, "key", photo_ids=(photo,), email="ana@example.org"))
    assert case.request.more_photo_ids == (photo,)
    view = public_view(city, case, "en", is_reporter=False)
    assert [shown["url"] for shown in view["photos"]] == [public_path(first, 1280)]
    assert photo not in str(view)
    assert view["followers"] == 0
    assert [str(follower.status) for follower in case.followers] == ["pending"]


def test_who_joins_a_merged_case_joins_its_root(city: Any) -> None:
    parent, child = filed(city), filed(city, 5)
    merge_requests(city, TRIAGE, child, parent, WHY)
    case = join_request(city, Joining(child, "key"))
    assert (case.request.id, case.request.joined) == (parent, 1)
    assert join_request(city, Joining(parent, "key")).request.joined == 1


def test_what_cannot_be_joined(city: Any) -> None:
    case_id = filed(city)
    with pytest.raises(NotFound):
        join_request(city, Joining("nothing", "key"))
    photos = tuple(f"{number:032x}" for number in range(31))
    with pytest.raises(BadInput):
        join_request(city, Joining(case_id, "key", photo_ids=photos))
    close(city, case_id)
    with pytest.raises(MoveNotAllowed):
        join_request(city, Joining(case_id, "key"))
