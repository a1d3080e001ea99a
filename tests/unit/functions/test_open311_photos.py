"""Pictures that come with a form: each becomes an upload in quarantine, like any that came by a ticket."""

from typing import Any

import pytest

from functions.open311_api.app import app as open311
from hex311.domain.photo import PhotoState
from hex311.usecases.api_keys import issue_key
from hex311.usecases.ask_photo_ticket import ask_photo_ticket
from tests.support.city import HOME, answers_for
from tests.support.gateway import Answer, call
from tests.support.pictures import photo

BOUNDARY = "----------------------------d29a0c638b54"


def multipart(fields: list[tuple[str, str]], files: list[tuple[str, str, bytes]]) -> bytes:
    """A multipart body; `files` are (field, file name, content)."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields
    ]
    for name, file_name, content in files:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        parts.append(f"{head}Content-Type: image/jpeg\r\n\r\n".encode() + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def post(city: Any, files: list[tuple[str, str, bytes]], suffix: str = "json", **fields: str) -> Answer:
    key, _ = issue_key(city, "photos", ["submit"], 100, "tests")
    told = {"api_key": key, "service_code": "pothole", "lat": str(HOME.latitude), "long": str(HOME.longitude)}
    told |= {f"attribute[{code}]": str(value) for code, value in answers_for("pothole").items()}
    body = multipart([*{**told, **fields}.items()], files)
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    return call(open311, "POST", f"/open311/v2/requests.{suffix}", body, headers=headers)


def of_case(city: Any, answer: Answer) -> Any:
    assert answer.status == 200, answer.text
    return city.cases.case_file(answer.json[0]["service_request_id"]).request


@pytest.mark.parametrize("name", ["media", "media[]", "photo1", "file_1"])
def test_a_picture_waits_in_quarantine_and_belongs_to_the_case(city: Any, name: str) -> None:
    picture = photo()
    request = of_case(city, post(city, [(name, "a.jpg", picture)]))
    (photo_id,) = request.photo_ids
    assert city.photo_files.upload(photo_id) == picture
    kept = city.photos.read([photo_id])[photo_id]
    assert (kept.state, kept.case_id) == (PhotoState.WAITING, request.id)


def test_several_pictures_of_any_bytes_and_an_empty_field_that_is_none(city: Any) -> None:
    pictures = [bytes(range(256)), b"\r\n--" + BOUNDARY[:-1].encode() + b"\r\n\x00\n\r", photo()]
    files = [(f"photo{number}", "x", one) for number, one in enumerate(pictures)]
    request = of_case(city, post(city, [*files, ("media", "", b"")]))
    assert [city.photo_files.upload(photo_id) for photo_id in request.photo_ids] == pictures


def test_a_report_that_is_refused_or_told_again_leaves_no_picture_behind(city: Any) -> None:
    assert post(city, [("media", "a.jpg", b"x")], service_code="").status == 400
    assert post(city, [("media", "a.jpg", b"x")], lat="10", long="10").status == 400
    assert post(city, [("media", "a.jpg", b"x")], photo_id="0" * 32).status == 400
    assert city.photo_files.objects == {}
    key, _ = issue_key(city, "twice", ["submit"], 100, "tests")
    again = [of_case(city, post(city, [("media", "a.jpg", b"x")], api_key=key, **{"attribute[fixmystreet_id]": "7"}))
             for _ in range(2)]  # fmt: skip
    assert again[0].id == again[1].id
    assert len(city.photo_files.objects) == 1


def test_too_many_pictures_are_told(city: Any) -> None:
    answer = post(city, [("media", "a.jpg", b"x")] * 11)
    assert answer.status == 400
    assert "at most 10" in answer.json[0]["description"]


@pytest.mark.parametrize("suffix", ["json", "xml"])
def test_more_than_4_mb_is_413_with_the_way_to_send_more(city: Any, suffix: str) -> None:
    answer = post(city, [("media", "a.jpg", bytes(4 * 1024 * 1024))], suffix)
    assert answer.status == 413
    assert "/api/v1/photos" in answer.text
    assert "photo_id" in answer.text
    assert answer.headers["content-type"].startswith("text/xml" if suffix == "xml" else "application/json")
    assert city.photo_files.objects == {}


def test_a_photo_uploaded_before_goes_by_its_id(city: Any) -> None:
    ticket = ask_photo_ticket(city).photo_id
    request = of_case(city, post(city, [], photo_id=ticket))
    assert request.photo_ids == (ticket,)
    taken = post(city, [], photo_id=ticket)
    assert (taken.status, "no such photo" in taken.text) == (400, True)
    assert post(city, [], photo_id="../x").status == 400


def test_a_type_that_wants_a_photo_takes_one_of_the_form(city: Any) -> None:
    service = city.catalogue.current().service("pothole")
    was = service.document.get("photo")
    service.document["photo"] = "required"
    try:
        refused = post(city, [])
        assert refused.status == 400
        assert "multipart" in refused.text
        assert len(of_case(city, post(city, [("media", "a.jpg", photo())])).photo_ids) == 1
    finally:
        service.document["photo"] = was


@pytest.mark.parametrize(
    "content_type",
    [
        "boundary*",
        "boundarya*",
        "boundary*0*=x",
        "boundary*=x'",
        'boundary="',
        "boundary==?utf-8?b?",
        "boundary=x; a*",
        ";;*",
    ],
)
def test_a_form_with_a_torn_boundary_is_told_that_it_is_none(city: Any, content_type: str) -> None:
    """The standard library's newer header parser falls over some of these."""
    headers = {"Content-Type": f"multipart/form-data; {content_type}"}
    body = multipart([("service_code", "pothole")], [])
    answer = call(open311, "POST", "/open311/v2/requests.json", body, headers=headers)
    assert answer.status in (400, 403), answer.text


@pytest.mark.parametrize(
    "part", ['name="a"; *', "name*", 'name="a"; filename*', "", ";", "name==?utf-8?b?", "name*0*=%e2%28"]
)
@pytest.mark.parametrize("more", ["", "Content-Type: text/plain; *\r\n", "Content-Transfer-Encoding: ;*\r\n"])
def test_a_part_with_a_torn_head_fails_nobody(city: Any, part: str, more: str) -> None:
    body = f"--x\r\nContent-Disposition: form-data; {part}\r\n{more}\r\nvalue\r\n--x--\r\n".encode()
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    assert call(open311, "POST", "/open311/v2/requests.json", body, headers=headers).status in (400, 403)
