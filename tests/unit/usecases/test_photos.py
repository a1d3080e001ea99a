"""The way of a photo, from the ticket to the public and back, in memory and on moto."""

from dataclasses import replace
from typing import Any

import pytest

from hex311.domain.errors import BadInput, NotFound
from hex311.domain.events import EventName
from hex311.domain.photo import MOST_BYTES, PhotoState, Reason, public_name, public_path
from hex311.domain.picture import Redrawn
from hex311.domain.summary import summary_of
from hex311.usecases.ask_photo_ticket import ask_photo_ticket, read_photo
from hex311.usecases.attach_photos import attach_photos
from hex311.usecases.duplicate_views import duplicate_view
from hex311.usecases.find_duplicates import find_duplicates
from hex311.usecases.join_request import Joining, join_request
from hex311.usecases.open311_views import request_item
from hex311.usecases.photo_views import own_photos_view, staff_photos_view
from hex311.usecases.process_photo import process_photo
from hex311.usecases.release_content import release_content, withdraw_content
from hex311.usecases.settle_photos import settle_photos
from hex311.usecases.submit_request import submit_request
from hex311.usecases.view_photos import view_photos
from hex311.usecases.views import public_view
from tests.support.aws import moto_city
from tests.support.city import HOME, a_report, memory_city
from tests.support.photos import a_photo, is_kept, put_upload, sent_photo, stored, ticket
from tests.support.pictures import PLACE, photo
from tests.unit.usecases.test_merge_requests import TRIAGE

PHOTOS = frozenset({"photos"})
DAY_S = 86_400


@pytest.fixture(params=["memory", "moto"])
def city(request: pytest.FixtureRequest) -> Any:
    if request.param == "memory":
        yield memory_city()
        return
    with moto_city() as city:
        yield city


def record(city: Any, photo_id: str) -> Any:
    return city.photos.read([photo_id])[photo_id]


def filed(city: Any, *photo_ids: str, code: str = "pothole") -> str:
    return str(submit_request(city, a_report(service_code=code, photo_ids=photo_ids)).request.id)


def shown(city: Any, case_id: str) -> list[str]:
    case = city.cases.case_file(case_id)
    return [each["url"] for each in public_view(city, case, "en", is_reporter=False)["photos"]]


def media_url(city: Any, case_id: str) -> str:
    summary = summary_of(city.cases.case_file(case_id).request)
    assert summary is not None
    return str(request_item(city.catalogue.current(), summary, city.public_url)["media_url"])


def test_an_upload_is_drawn_anew_and_its_original_deleted(city: Any) -> None:
    photo_id = sent_photo(city, photo())
    found = record(city, photo_id)
    assert (found.state, found.width, found.height) == (PhotoState.READY, 1280, 640)
    files = stored(city)
    assert sorted(files) == [f"{found.folder}-1280.jpg", f"{found.folder}-320.jpg"]
    assert not any(PLACE in data for data in files.values())
    assert not is_kept(city, found.folder)


def test_a_refused_one_leaves_only_its_reason(city: Any) -> None:
    photo_id = sent_photo(city, b"GIF89a, honestly")
    assert (record(city, photo_id).state, record(city, photo_id).reason) == (PhotoState.REFUSED, Reason.NOT_A_PHOTO)
    assert stored(city) == {}
    with pytest.raises(BadInput):
        filed(city, photo_id)


def test_more_bytes_than_the_ticket_allows_are_not_opened(city: Any) -> None:
    photo_id = sent_photo(city, b"\xff\xd8\xff" + bytes(MOST_BYTES))
    assert record(city, photo_id).reason == Reason.TOO_LARGE


def test_only_the_ticket_tells_how_it_stands(city: Any) -> None:
    mine, other = ticket(city), ticket(city)
    assert read_photo(city, mine.photo_id, mine.secret).state is PhotoState.WAITING
    for secret in (None, "", other.secret, mine.photo_id):
        with pytest.raises(NotFound):
            read_photo(city, mine.photo_id, secret)
    with pytest.raises(NotFound):
        read_photo(city, "0" * 32, mine.secret)


def test_messages_may_come_twice_late_or_for_nothing(city: Any) -> None:
    process_photo(city, "0" * 32)  # no ticket of ours
    waiting = ticket(city).photo_id
    process_photo(city, waiting)  # nothing there yet
    assert record(city, waiting).state is PhotoState.WAITING
    photo_id = sent_photo(city)
    before, files = record(city, photo_id), stored(city)
    process_photo(city, photo_id)
    assert (record(city, photo_id), stored(city)) == (before, files)


def test_an_upload_without_a_ticket_of_ours_is_deleted(city: Any) -> None:
    put_upload(city, "f" * 32, a_photo())
    process_photo(city, "f" * 32)
    assert stored(city) == {}


def test_the_first_outcome_holds(city: Any) -> None:
    """A second upload under the same ticket never replaces what staff have looked at."""
    photo_id = sent_photo(city)
    before, files = record(city, photo_id), stored(city)
    put_upload(city, photo_id, photo(width=80, height=80))
    process_photo(city, photo_id)
    assert (record(city, photo_id), stored(city)) == (before, files)


class Meanwhile:
    """Draws, and lets something happen before the outcome is written."""

    def __init__(self, city: Any, act: Any) -> None:
        self.pictures, self.act = city.pictures, act

    def redraw(self, data: bytes) -> Redrawn | Reason:
        drawn = self.pictures.redraw(data)
        act, self.act = self.act, lambda: None
        act()
        return drawn  # type: ignore[no-any-return]


def with_pictures(city: Any, act: Any) -> None:
    vars(city)["pictures"] = Meanwhile(city, act)


def test_two_workers_with_two_uploads_leave_one_photo(city: Any) -> None:
    photo_id, second = ticket(city).photo_id, photo(width=80, height=80)
    put_upload(city, photo_id, a_photo())

    def other_worker() -> None:
        put_upload(city, photo_id, second)
        process_photo(city, photo_id)

    with_pictures(city, other_worker)
    process_photo(city, photo_id)
    found = record(city, photo_id)
    assert found.width == 80
    assert sorted(stored(city)) == [f"{found.folder}-1280.jpg", f"{found.folder}-320.jpg"]


@pytest.mark.parametrize("when", ["before", "during", "after"])
def test_a_photo_is_kept_whenever_it_is_attached(city: Any, when: str) -> None:
    photo_id = ticket(city).photo_id
    put_upload(city, photo_id, a_photo())

    def attach() -> None:
        settle_photos(city, filed(city, photo_id))

    if when == "before":
        attach()
    if when == "during":
        with_pictures(city, attach)
    process_photo(city, photo_id)
    if when == "after":
        attach()
    found = record(city, photo_id)
    assert found.state is PhotoState.READY
    assert is_kept(city, found.folder)
    assert found.expires_at is None


def test_a_worker_that_died_before_keeping_is_made_good(city: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    photo_id = ticket(city).photo_id
    put_upload(city, photo_id, a_photo())
    filed(city, photo_id)
    keep = city.photo_files.keep
    monkeypatch.setattr(city.photo_files, "keep", lambda folder: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        process_photo(city, photo_id)
    monkeypatch.setattr(city.photo_files, "keep", keep)
    process_photo(city, photo_id)
    assert is_kept(city, record(city, photo_id).folder)
    assert not stored(city, "quarantine/")


def test_a_photo_belongs_to_one_case(city: Any) -> None:
    photo_id = sent_photo(city)
    case_id = filed(city, photo_id)
    other = filed(city)
    for act in (
        lambda: filed(city, photo_id),
        lambda: join_request(city, Joining(other, "key", photo_ids=(photo_id,))),
        lambda: attach_photos(city, TRIAGE, other, [photo_id]),
    ):
        with pytest.raises(BadInput) as refused:
            act()
        assert [problem.field for problem in refused.value.problems] == ["photo_ids"]
    assert record(city, photo_id).case_id == case_id
    assert city.cases.case_file(other).request.joined == 0


def test_two_who_attach_the_same_photo_at_once(city: Any) -> None:
    """Both have read it as free; the transaction of the second is refused."""
    photo_id = sent_photo(city)
    first, second = filed(city), filed(city)
    read = city.photos.read

    def meanwhile(photo_ids: Any) -> Any:
        found = read(photo_ids)
        city.photos.read = read
        attach_photos(city, TRIAGE, first, [photo_id])
        return found

    city.photos.read = meanwhile
    with pytest.raises(BadInput):
        attach_photos(city, TRIAGE, second, [photo_id])
    assert city.cases.case_file(second).request.staff_photo_ids == ()
    assert record(city, photo_id).case_id == first


def test_unknown_and_forgotten_photos_cannot_be_attached(city: Any) -> None:
    photo_id = sent_photo(city)
    with pytest.raises(BadInput):
        filed(city, "0" * 32)
    city.clock += DAY_S + 1
    with pytest.raises(BadInput):
        filed(city, photo_id)


def test_a_repeated_report_finds_its_own_photo(city: Any) -> None:
    report = a_report(photo_ids=(sent_photo(city),))
    assert submit_request(city, report).request.id == submit_request(city, report).request.id


def test_staff_attach_once(city: Any) -> None:
    case_id, photo_id = filed(city), ask_photo_ticket(city, TRIAGE).photo_id
    for _ in range(2):
        case = attach_photos(city, TRIAGE, case_id, [photo_id])
    assert case.request.staff_photo_ids == (photo_id,)
    assert [event.name for event in case.events].count(EventName.PHOTOS_ATTACHED) == 1
    assert record(city, photo_id).uploader == "staff"


def test_nothing_is_public_before_its_release_and_after_its_withdrawal(city: Any) -> None:
    photo_id = sent_photo(city)
    case_id = filed(city, photo_id)
    settle_photos(city, case_id)
    assert (shown(city, case_id), stored(city, "photos/")) == ([], {})

    release_content(city, TRIAGE, case_id, PHOTOS)
    settle_photos(city, case_id)
    assert shown(city, case_id) == [public_path(photo_id, 1280)]
    assert sorted(stored(city, "photos/")) == [f"photos/{public_name(photo_id)}-{size}.jpg" for size in (1280, 320)]
    case = city.cases.case_file(case_id)
    assert [each["of"] for each in public_view(city, case, "en", is_reporter=False)["photos"]] == ["reporter"]
    assert photo_id not in str(public_view(city, case, "en", is_reporter=False))
    assert media_url(city, case_id) == f"https://city.example{public_path(photo_id, 1280)}"
    (card,) = (duplicate_view(city, likely, "en") for likely in find_duplicates(city, "pothole", HOME).open)
    assert card["photo"] == {"url": public_path(photo_id, 1280), "thumbnail_url": public_path(photo_id, 320)}

    withdraw_content(city, TRIAGE, case_id, PHOTOS)
    settle_photos(city, case_id)
    assert (shown(city, case_id), stored(city, "photos/")) == ([], {})
    assert media_url(city, case_id) == ""

    release_content(city, TRIAGE, case_id, PHOTOS)
    settle_photos(city, case_id)
    settle_photos(city, case_id)
    assert len(stored(city, "photos/")) == 2


def test_a_withdrawal_that_crosses_a_release_wins(city: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker of the release copies after the worker of the withdrawal has deleted."""
    case_id = filed(city, sent_photo(city))
    release_content(city, TRIAGE, case_id, PHOTOS)
    publish = city.photo_files.publish

    def late(folder: str, name: str) -> None:
        monkeypatch.setattr(city.photo_files, "publish", publish)
        withdraw_content(city, TRIAGE, case_id, PHOTOS)
        settle_photos(city, case_id)
        publish(folder, name)

    monkeypatch.setattr(city.photo_files, "publish", late)
    settle_photos(city, case_id)
    assert stored(city, "photos/") == {}


def test_what_nobody_has_seen_is_not_released(city: Any) -> None:
    ready, waiting = sent_photo(city), ticket(city).photo_id
    case_id = filed(city, ready, waiting)
    case = release_content(city, TRIAGE, case_id, PHOTOS)
    assert case.request.released_photos == (ready,)
    put_upload(city, waiting, a_photo())
    process_photo(city, waiting)
    settle_photos(city, case_id)
    assert shown(city, case_id) == [public_path(ready, 1280)]
    release_content(city, TRIAGE, case_id, PHOTOS, [waiting])
    assert len(shown(city, case_id)) == 2


def test_single_photos_are_released_and_withdrawn(city: Any) -> None:
    one, two, three = sent_photo(city), sent_photo(city), sent_photo(city)
    case_id = filed(city, one, two)
    join_request(city, Joining(case_id, "key", photo_ids=(three,)))
    release_content(city, TRIAGE, case_id, PHOTOS, [two, three])
    assert shown(city, case_id) == [public_path(two, 1280), public_path(three, 1280)]
    withdraw_content(city, TRIAGE, case_id, PHOTOS, [two])
    assert shown(city, case_id) == [public_path(three, 1280)]
    for act in (release_content, withdraw_content):
        with pytest.raises(BadInput):
            act(city, TRIAGE, case_id, PHOTOS, [sent_photo(city)])
    with pytest.raises(BadInput):
        release_content(city, TRIAGE, case_id, PHOTOS, [ticket(city).photo_id])


def test_a_private_type_never_publishes(city: Any) -> None:
    case_id = filed(city, sent_photo(city), code="homeless_outreach")
    with pytest.raises(BadInput):
        release_content(city, replace_roles(), case_id, PHOTOS)
    assert shown(city, case_id) == []


def replace_roles() -> Any:
    from hex311.domain.policy import Role

    return replace(TRIAGE, roles=frozenset({Role.ADMIN}))


def test_staff_look_at_what_is_not_released_and_it_is_written_down(city: Any) -> None:
    ready, waiting = sent_photo(city), ticket(city).photo_id
    case_id = filed(city, ready, waiting)
    case, known = view_photos(city, TRIAGE, case_id)
    assert [event.name for event in case.events][-1] is EventName.PHOTOS_VIEWED
    assert TRIAGE.subject in case.events[-1].actor
    view = staff_photos_view(city, case, known, "en")["photos"]
    assert [(each["state"], each["of"], each["released"]) for each in view] == [
        ("ready", "reporter", False),
        ("waiting", "reporter", False),
    ]
    assert "processed/" in view[0]["url"]
    assert view[1]["url"] is None


def test_the_reporter_reads_why_a_photo_was_refused(city: Any) -> None:
    photo_id = ticket(city).photo_id
    case_id = filed(city, photo_id)
    put_upload(city, photo_id, a_photo()[:900])
    process_photo(city, photo_id)
    case = city.cases.case_file(case_id)
    (english,), (spanish,) = (own_photos_view(city, case, language) for language in ("en", "es"))
    assert (english["state"], english["reason"]) == ("refused", "broken")
    assert "damaged" in english["reason_text"]
    assert "dañada" in spanish["reason_text"]


def test_every_reason_has_its_words(city: Any) -> None:
    catalogue = city.catalogue.current()
    for reason in Reason:
        for language in ("en", "es"):
            assert catalogue.message(f"photo.{reason}", language) != f"photo.{reason}"
