"""Service request updates: what happened is told by the time it was published, what clients tell stays a remark."""

from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest

from functions.explore_api.app import app as explore
from functions.intake_api.app import app as intake
from functions.open311_api.app import app as open311
from hex311.domain.moments import iso
from hex311.domain.policy import Role, Staff
from hex311.domain.work_order import WorkStatus
from hex311.usecases.api_keys import issue_key
from hex311.usecases.publish_changes import publish_changes
from hex311.usecases.release_content import release_content
from hex311.usecases.work_on_order import start_work_order
from tests.support.gateway import Answer, a_body, call
from tests.support.outside import a_case
from tests.support.photos import sent_photo
from tests.support.world import World

ADMIN = Staff("1", frozenset({Role.ADMIN}), frozenset())


def filed(city: Any, code: str = "pothole") -> str:
    number = str(call(intake, "POST", "/api/v1/requests", a_body(code)).json["service_request_id"])
    World(city).settle(number)
    return number


def told(city: Any, number: str) -> None:
    publish_changes(city, number, city.cases.case_file(number).request.version)


def get(suffix: str = "json", **query: Any) -> Answer:
    return call(open311, "GET", f"/open311/v2/servicerequestupdates.{suffix}", query=query)


def post(key: str, number: str, update_id: str = "u1", **fields: Any) -> Answer:
    body = {"api_key": key, "service_request_id": number, "update_id": update_id, "status": "OPEN", **fields}
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    path = "/open311/v2/servicerequestupdates.json"
    return call(open311, "POST", path, urlencode(body, doseq=True), headers=headers)


def a_key(city: Any, *scopes: str, department: str = "", per_hour: int = 100) -> str:
    return issue_key(city, "fixit", scopes or ("update",), per_hour, "tests", department)[0]


def unfinished(city: Any, number: str) -> Any:
    return next(order for order in city.cases.case_file(number).work_orders if order.status is not WorkStatus.COMPLETED)


def test_updates_are_told_by_the_time_of_publication_in_both_formats(city: Any) -> None:
    number = filed(city)
    told(city, number)
    begin = city.clock = city.clock + 3_600
    start_work_order(city, ADMIN, number, unfinished(city, number).id)
    city.clock += 600
    told(city, number)
    window = {"start_date": iso(begin), "end_date": iso(city.clock)}
    (update,) = get(**window).json
    assert update["service_request_id"] == number
    assert (update["status"], update["external_status_code"]) == ("IN_PROGRESS", "under_way")
    assert update["updated_datetime"] == iso(city.clock)
    assert update["description"]
    document = ElementTree.fromstring(get("xml", **window).text.encode())
    assert document.tag == "service_request_updates"
    assert {child.tag: child.text or "" for child in document[0]} == {k: str(v) for k, v in update.items()}
    city.clock += 1
    assert get(start_date=iso(city.clock), end_date=iso(city.clock)).json == []


def test_the_report_itself_is_no_update_and_pages_follow_each_other(city: Any) -> None:
    for _ in range(3):
        told(city, filed(city))
    seen = [update["update_id"] for update in get().json]
    assert len(seen) == len(set(seen)) >= 3
    assert not any(one.endswith("-1") for one in seen)
    paged: list[str] = []
    answer = get(page_size=2)
    while True:
        paged += [update["update_id"] for update in answer.json]
        link = answer.headers.get("link", "")
        if not link:
            break
        query = dict(part.split("=", 1) for part in link.split("?")[1].split(">")[0].split("&"))
        answer = get(**{name: value.replace("%3A", ":") for name, value in query.items()})
    assert paged == seen


@pytest.mark.parametrize(
    "query",
    [
        {"start_date": "yesterday"},
        {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-09-01T00:00:00Z"},
        {"start_date": "2026-02-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"},
        {"after_key": "x"},
        {"page_size": "0"},
    ],
)
def test_wrong_windows_are_told_what_to_mend(city: Any, query: dict[str, str]) -> None:
    answer = get(**query)
    assert answer.status == 400
    assert answer.json[0]["description"]


@pytest.mark.parametrize("word", ["FIXED", "closed", "No further action", "NOT_COUNCILS_RESPONSIBILITY"])
def test_what_an_app_says_is_a_remark_and_ends_nothing(city: Any, word: str) -> None:
    number = filed(city)
    before = city.cases.case_file(number)
    answer = post(a_key(city), number, status=word, description="Jane Roe says it is done")
    assert answer.status == 200, answer.text
    after = city.cases.case_file(number)
    assert answer.json == [{"update_id": f"{number}-{after.request.version}"}]
    assert (after.request.status, after.work_orders) == (before.request.status, before.work_orders)
    assert after.request.comments[0]["text"] == "Jane Roe says it is done"
    assert "Jane" not in repr(after.events)
    public = call(explore, "GET", f"/api/v1/requests/{number}").text + get().text
    assert "Jane" not in public


def test_the_same_update_is_kept_once_and_another_under_its_id_refused(city: Any) -> None:
    number, key = filed(city), a_key(city)
    first = post(key, number, description="a")
    assert post(key, number, description="a").json == first.json
    assert len(city.cases.case_file(number).request.comments) == 1
    assert post(key, number, description="b").status == 400
    assert post(key, number, "u2", description="b").json != first.json


def test_the_department_that_has_the_work_starts_and_ends_it(city: Any) -> None:
    number = filed(city)
    order = unfinished(city, number)
    key = a_key(city, department=order.department)
    assert post(key, number, "1", status="IN_PROGRESS").status == 200
    assert unfinished(city, number).status is WorkStatus.STARTED
    for _ in range(2):  # a retry after a lost answer
        assert post(key, number, "2", status="FIXED", description="filled").status == 200
    done = city.cases.case_file(number).work_order(order.id)
    assert (done.status, done.outcome_status) == (WorkStatus.COMPLETED, "done")


def test_a_department_sends_what_the_outcome_asks_for(city: Any) -> None:
    number = a_case(city)[0]
    order = unfinished(city, number)
    key, photo_id = a_key(city, department=order.department), sent_photo(city)
    bare = post(key, number, "1", status="FIXED")
    assert (bare.status, "needs a photo" in bare.text) == (400, True)
    assert post(key, number, "1", status="FIXED", photo_id="0" * 32).status == 400
    assert post(key, number, "1", status="FIXED", photo_id="../x").status == 400
    assert unfinished(city, number).version == order.version
    said = {"status": "FIXED", "photo_id": photo_id, "outcome_text": "The wall is clean."}
    for _ in range(2):
        assert post(key, number, "1", **said).status == 200
    done = city.cases.case_file(number).work_order(order.id)
    assert (done.photo_ids, done.sentence) == ((photo_id,), "The wall is clean.")
    assert city.cases.case_file(number).request.staff_photo_ids == (photo_id,)


def test_a_retry_after_a_crash_between_step_and_note_is_harmless(city: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    number = filed(city)
    order = unfinished(city, number)
    key = a_key(city, department=order.department)
    commit, commits = city.cases.commit, []

    def dies_second(change: Any) -> None:
        commits.append(change)
        if len(commits) == 2:
            raise RuntimeError("killed")
        commit(change)

    monkeypatch.setattr(city.cases, "commit", dies_second)
    assert post(key, number, status="CLOSED").status == 500
    assert post(key, number, status="CLOSED").status == 200
    names = [str(event.name) for event in city.cases.case_file(number).events]
    assert (names.count("WorkOrderCompleted"), names.count("UpdateReceived")) == (1, 1)


def test_another_department_has_no_say(city: Any) -> None:
    number = filed(city)
    own = unfinished(city, number).department
    other = next(code for code in city.catalogue.current().documents["departments"] if code != own)
    assert post(a_key(city, department=other), number, status="FIXED").status == 404


def test_keys_are_asked_for_their_scope_and_their_quota(city: Any) -> None:
    number = filed(city)
    assert post("", number).status == 403
    assert post(a_key(city, "submit"), number).status == 403
    key = a_key(city, per_hour=1)
    assert post(key, number, "1").status == 200
    assert post(key, number, "1").status == 200  # the same again costs nothing
    answer = post(key, number, "2")
    assert answer.status == 429
    assert answer.headers["retry-after"]


def test_private_cases_are_unknown_without_the_right(city: Any) -> None:
    services = city.catalogue.current().services.values()
    private = next(service.code for service in services if service.privacy == "private")
    number = str(call(intake, "POST", "/api/v1/requests", a_body(private)).json["service_request_id"])
    assert post(a_key(city), number).status == 404
    assert post(a_key(city, "update", "read_private"), number).status == 200


@pytest.mark.parametrize(
    "fields",
    [
        {"service_request_id": ""},
        {"update_id": ""},
        {"status": "DANCING"},
        {"updated_datetime": "soon"},
        {"description": "x" * 2_001},
        {"media_url": "javascript:alert(1)"},
    ],
)
def test_wrong_updates_are_told_what_to_mend(city: Any, fields: dict[str, str]) -> None:
    answer = post(a_key(city), filed(city), **fields)
    assert answer.status == 400, answer.text


def test_an_unknown_request_is_not_found(city: Any) -> None:
    assert post(a_key(city), "7QX-4CM-2WF").status == 404


def test_a_case_holds_a_bounded_number_of_updates(city: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hex311.usecases.receive_update.MOST_COMMENTS", 2)
    number, key = filed(city), a_key(city)
    assert [post(key, number, str(n)).status for n in range(3)] == [200, 200, 429]


def test_staff_may_release_what_stands_now(city: Any) -> None:
    number, key = filed(city), a_key(city)
    post(key, number, "1", description="it is a hole")
    release_content(city, ADMIN, number, frozenset({"comments"}))
    post(key, number, "2", description="later words")
    assert [bool(one.get("released")) for one in city.cases.case_file(number).request.comments] == [True, False]


def test_a_single_request_tells_its_notes_when_asked(city: Any) -> None:
    number, key = filed(city), a_key(city)
    post(key, number, "1", description="it is a hole")
    path = f"/open311/v2/requests/{number}"
    assert "notes" not in call(open311, "GET", f"{path}.json").json[0]
    (item,) = call(open311, "GET", f"{path}.json", query={"extensions": "true"}).json
    assert item["notes"][0]["type"] == "RequestSubmitted"
    assert {"layer", "label", "name"} == set(item["extended_attributes"]["overlay"][0])
    assert "a hole" not in str(item)
    release_content(city, ADMIN, number, frozenset({"comments"}))
    document = ElementTree.fromstring(call(open311, "GET", f"{path}.xml", query={"extensions": "true"}).text.encode())
    told = [note.findtext("summary") for note in document.iter("note")]
    assert "it is a hole" in told
    assert document.find("request/extended_attributes/overlay/answer/layer") is not None
