"""Filing a report without scripts: the whole way, what is mended on it, and that it is filed once."""

from typing import Any
from urllib.parse import quote

import pytest

from hex311.adapters.memory.ports import FixedOverlay
from hex311.domain.errors import TransientFault
from hex311.domain.photo import PhotoState
from hex311.ports import LimitPolicy
from hex311.usecases.submit_request import submit_request
from tests.support.addresses import KEY as BOOK
from tests.support.addresses import rivermark_book
from tests.support.city import HOME, VERSION, a_report, overlay_at, rivermark
from tests.support.hostile import NAUGHTY
from tests.support.pictures import photo
from tests.support.plain_browser import FORM
from tests.unit.functions.basic import PLACE, browser, number_of, report, send, to_check
from tests.unit.usecases.test_report_again import closed


def only_case(city: Any) -> Any:
    (case,) = city.store.cases.values()
    return case.request


def test_the_shortest_way_takes_eight_calls(city: Any) -> None:
    visitor = browser()
    start = visitor.get("/basic/")
    chosen = visitor.press(start, "Report a problem", words="hole in the street")
    link = next(a["href"] for tag, a in chosen.elements if tag == "a" and "/report/pothole" in a.get("href", ""))
    page = visitor.press(visitor.get(link), "Continue", place=PLACE)
    page = visitor.press(page, "Continue", answer_size="plate")
    page = visitor.press(page, "Continue, with or without a photo")
    done = visitor.press(page, "Send the report", email="ana@example.org")
    assert done.heading == "Thank you. We have your report"
    assert done.address.startswith("/basic/done/")
    assert len(visitor.sent) == 8, "as docs/cost.md has it"
    request = only_case(city)
    assert (request.service_code, request.channel) == ("pothole", "web-basic")
    assert request.point == HOME
    assert request.answers == {"size": "plate"}
    assert request.description == "hole in the street", "what was typed first is what the crew reads"
    assert city.store.contacts[(request.id, "REPORTER")].email == "ana@example.org"
    assert request.id in done.text
    assert "A mail is on its way" in done.text
    assert "We aim to have it done by" in done.text


def test_it_is_the_same_report_as_one_of_the_app(city: Any) -> None:
    """Layers, estimate, duplicates and first events: one use case."""
    report(browser())
    ours = only_case(city)
    city.store.cases.clear()
    city.store.idempotency.clear()
    submit_request(city, a_report("pothole", answers={"size": "plate"}))
    theirs = only_case(city)
    for name in ("overlay", "expected_at", "privacy", "answers", "service_code", "status", "duplicate_group"):
        assert getattr(ours, name) == getattr(theirs, name), name


def test_a_double_click_a_reload_and_a_step_back_file_once(city: Any) -> None:
    visitor = browser()
    page = to_check(visitor)
    first, second = visitor.press(page, "Send the report"), visitor.press(page, "Send the report")
    assert number_of(first) == number_of(second)
    assert len(city.store.cases) == 1


def test_a_changed_form_that_was_filed_is_told_and_may_be_a_second_report(city: Any) -> None:
    visitor = browser()
    page = to_check(visitor)
    number = number_of(visitor.press(page, "Send the report"))
    again = visitor.press(page, "Send the report", phone="555-0100")
    assert again.status == 409
    assert number in again.text
    assert len(city.store.cases) == 1
    second = visitor.press(again, "Send the report")
    assert number_of(second) != number
    assert len(city.store.cases) == 2


def test_without_cookies_the_receipt_comes_at_once_and_again(city: Any) -> None:
    visitor = browser(cookies=False)
    page = to_check(visitor)
    first, second = visitor.press(page, "Send the report"), visitor.press(page, "Send the report")
    assert first.address.startswith("/basic/report/"), "no redirect: the next page would not know its reader"
    assert number_of(first) == number_of(second)
    assert first.text == second.text
    assert "Code" in first.text
    assert len(city.store.cases) == 1


def test_every_problem_is_told_at_the_top_and_at_its_field_and_what_was_typed_stays(city: Any) -> None:
    visitor = browser()
    page = visitor.press(visitor.get("/basic/report/bulky_pickup"), "Continue", place=PLACE)
    page = visitor.press(page, "Continue", answer_count="a few", description="by the kerb")
    assert page.status == 400
    assert page.title.startswith("Please check: ")
    assert page.problems() == ["answer.items-1", "answer.count"]
    assert set(page.problems()) <= set(page.ids)
    assert {"answer.items-wrong", "answer.count-wrong"} <= set(page.ids)
    form = page.form("Continue")
    assert (form.value("answer.count"), form.value("description")) == ("a few", "by the kerb")
    page = visitor.press(page, "Continue", answer_count="3", answer_items=["appliance"])
    assert page.heading in ("Add a photo", "Tell us more"), page.text


def test_contact_is_checked_at_its_fields(city: Any) -> None:
    visitor = browser()
    page = visitor.press(to_check(visitor), "Send the report", email="ana(at)example", phone="call me")
    assert page.status == 400
    assert page.problems() == ["email", "phone"]
    assert page.form("Send").value("email") == "ana(at)example"
    assert city.store.cases == {}


def test_a_place_in_words(city: Any) -> None:
    city.catalogue.versions[VERSION] = type(city.catalogue.current())(
        VERSION, {**rivermark(), "addresses": {"key": BOOK}}
    )
    city.addresses.books[BOOK] = rivermark_book()
    city.overlays = FixedOverlay(lambda _: overlay_at(HOME))
    visitor = browser()
    page = visitor.get("/basic/report/pothole")
    missing = visitor.press(page, "Continue")
    assert (missing.status, missing.problems()) == (400, ["place"])
    nowhere = visitor.press(missing, "Continue", place="Nonsuch Boulevard 99999")
    assert (nowhere.status, nowhere.problems()) == (400, ["place"])
    assert nowhere.form("Continue").value("place") == "Nonsuch Boulevard 99999"
    known = visitor.press(nowhere, "Continue", place="624 W Main Street")
    assert known.heading == "Tell us more", known.text
    several = visitor.press(page, "Continue", place="Main")
    assert several.heading == "Which of these is it?"
    unchosen = visitor.press(several, "Continue")
    assert (unchosen.status, unchosen.problems()) == (400, ["choice"])
    choices = unchosen.form("Continue").choices["choice"]
    assert len(choices) > 2
    assert visitor.press(unchosen, "Continue", choice="none").heading == "Where is it?"
    assert visitor.press(unchosen, "Continue", choice=choices[0]).heading == "Tell us more"


@pytest.mark.parametrize("place", ["10.0, 10.0", "41.9 -97.1"])
def test_a_place_outside_the_city_says_who_to_call(city: Any, place: str) -> None:
    visitor = browser()
    page = visitor.press(visitor.get("/basic/report/pothole"), "Continue", place=place)
    assert (page.status, page.problems()) == (400, ["place"])
    assert "outside City of Rivermark" in page.text
    assert "555-0171" in page.text


@pytest.mark.parametrize("place", ["99.0, -97.1", "41.3, 999.0"])
def test_no_place_on_the_globe(city: Any, place: str) -> None:
    visitor = browser()
    page = visitor.press(visitor.get("/basic/report/pothole"), "Continue", place=place)
    assert (page.status, page.problems()) == (400, ["place"])
    assert "latitude" in page.text


def test_an_answer_leads_to_a_further_question_and_back_again(city: Any) -> None:
    visitor = browser()
    page = visitor.press(visitor.get("/basic/report/cart_request"), "Continue", place=PLACE)
    assert "answer.size" not in page.form("Continue").names
    page = visitor.press(page, "Continue", answer_cart="garbage", answer_need="first")
    assert page.status == 200, "not an error: nobody could have known"
    assert "After your answers there is a little more to know" in page.text
    assert "answer.size" in page.form("Continue").names
    missing = visitor.press(page, "Continue")
    assert (missing.status, missing.problems()) == (400, ["answer.size-1"])
    # another answer, and the question goes away with what was answered
    sizes = missing.form("Continue").choices["answer.size"]
    needs = missing.form("Continue").choices["answer.need"]
    other = next(one for one in needs if one not in ("first", "size"))
    done = visitor.press(visitor.press(missing, "Continue", answer_need=other, answer_size=sizes[0]), "Send the report")
    assert done.heading == "Thank you. We have your report"
    assert only_case(city).answers == {"cart": "garbage", "need": other}


def test_danger_stops_everything_and_says_who_to_call(city: Any) -> None:
    visitor = browser()
    page = visitor.press(visitor.get("/basic/report/cave_in"), "Continue", place=PLACE)
    stop = visitor.press(page, "Continue", answer_happening="trapped", description="a car")
    assert (stop.status, stop.heading) == (422, "Stop: do this first")
    assert any(a.get("href") == "tel:911" for tag, a in stop.elements if tag == "a")
    back = visitor.press(stop, "Change my answer")
    form = back.form("Continue")
    assert (form.value("answer.happening"), form.value("description")) == ("trapped", "a car")


def test_what_is_not_the_citys_says_whose_it_is(city: Any) -> None:
    page = browser().get("/basic/report/power_outage")
    assert page.heading == "This is not the city's to do"
    assert page.forms == []


def test_change_leads_back_and_forward_to_where_one_was(city: Any) -> None:
    visitor = browser()
    page = to_check(visitor)
    place = visitor.press(page, "Change: Where")
    assert place.form("Continue").value("place") == PLACE
    check = visitor.press(place, "Continue", place="41.301, -97.1")
    assert check.heading == "Check and send", "everything else was done already"
    details = visitor.press(check, "Change: In your words")
    done = visitor.press(visitor.press(details, "Continue", description="now with words"), "Send the report")
    assert done.heading == "Thank you. We have your report"
    assert (only_case(city).point.latitude, only_case(city).description) == (41.301, "now with words")


def test_known_already_me_too_follow_or_different(city: Any) -> None:
    first = number_of(report(browser(), answer_size="plate"))
    visitor = browser()
    known = visitor.press(visitor.get("/basic/report/pothole"), "Continue", place=PLACE)
    assert known.heading == "Is it one of these?"
    assert "At this very place" in known.text
    joined = visitor.press(known, "Me too")
    assert joined.address == f"/basic/request/{first}?said=joined"
    assert "Thank you. You are counted." in joined.text
    visitor.press(known, "Me too")
    assert city.store.cases[first].request.joined == 1, "once for the form, however often it is sent"
    link = next(a["href"] for tag, a in known.elements if tag == "a" and a.get("href", "").endswith("#follow"))
    assert "Get news by e-mail" in visitor.get(link).text
    page = visitor.press(known, "Mine is different")
    page = visitor.press(visitor.press(page, "Continue", answer_size="plate"), "Continue")
    number = number_of(visitor.press(page, "Send the report"))
    assert city.store.cases[number].request.not_duplicate_of == (first,)


def test_closed_lately_and_not_fixed_comes_back(city: Any) -> None:
    first = closed(city)
    visitor = browser()
    known = visitor.press(visitor.get("/basic/report/pothole"), "Continue", place=PLACE)
    assert "was not fixed" in known.text
    page = visitor.press(known, "This is it, and it was not fixed")
    page = visitor.press(visitor.press(page, "Continue", answer_size="plate"), "Continue")
    assert first in page.text
    page = visitor.press(page, "Send the report")
    assert page.heading == "Thank you. We have your report", page.text
    assert str(city.store.cases[first].request.status) == "reopened"


def test_a_photo_waits_in_quarantine_and_goes_with_the_report(city: Any) -> None:
    visitor, picture = browser(), photo()
    page = visitor.press(visitor.get("/basic/report/pothole"), "Continue", place=PLACE)
    page = visitor.press(page, "Continue", answer_size="plate")
    page = visitor.press(page, "Continue", files={"photo": [picture, b""]})
    assert "1 photo added" in page.text
    visitor.press(page, "Send the report")
    (photo_id,) = only_case(city).photo_ids
    assert city.photo_files.upload(photo_id) == picture
    assert city.photos.read([photo_id])[photo_id].state is PhotoState.WAITING


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ([b"GIF89a"], "JPEG, PNG or WebP"),
        ([b"\xff\xd8\xff" + b"x" * (4 * 1024 * 1024)], "more than 4 MB"),
        ([b"\xff\xd8\xff"] * 6, "5 photos are enough"),
    ],
)
def test_a_photo_that_cannot_be_used_is_told_at_its_field_and_the_rest_stays(
    city: Any, files: list[bytes], told: str
) -> None:
    visitor = browser()
    page = visitor.press(visitor.get("/basic/report/pothole?words=a+deep+one"), "Continue", place=PLACE)
    page = visitor.press(visitor.press(page, "Continue", answer_size="plate"), "Continue", files={"photo": files})
    assert (page.status, page.problems()) == (400, ["photo"])
    assert told in page.text
    assert page.form("Continue").value("description") == "a deep one"
    assert city.photo_files.objects == {}


def test_photos_can_be_taken_away_again(city: Any) -> None:
    visitor = browser()
    page = visitor.press(visitor.get("/basic/report/pothole"), "Continue", place=PLACE)
    page = visitor.press(page, "Continue", answer_size="plate")
    check = visitor.press(page, "Continue", files={"photo": [photo()]})
    page = visitor.press(visitor.press(check, "Change: Photos"), "Remove the photos")
    visitor.press(visitor.press(page, "Continue"), "Send the report")
    assert only_case(city).photo_ids == ()


def test_a_type_that_needs_a_photo_asks_for_it(city: Any) -> None:
    documents = rivermark()
    needing = {**documents["services"]["pothole"], "photo": "required"}
    services = {**documents["services"], "pothole": needing}
    city.catalogue.versions[VERSION] = type(city.catalogue.current())(VERSION, {**documents, "services": services})
    visitor = browser()
    page = visitor.press(visitor.get("/basic/report/pothole"), "Continue", place=PLACE)
    page = visitor.press(visitor.press(page, "Continue", answer_size="plate"), "Continue")
    assert (page.status, page.problems()) == (400, ["photo"])


def test_limits_are_those_of_every_door(city: Any) -> None:
    city.limit_policy = LimitPolicy(100, 100, 1, 100)
    report(browser())
    visitor = browser()
    page = visitor.press(to_check(visitor), "Send the report")
    assert page.status == 429
    assert "Please try again in about" in page.text
    assert page.problems() == ["send"]
    assert page.form("Send").value("answer.size") == "plate", "and can be sent again when there is room"


def test_a_fault_of_ours_keeps_what_was_typed_and_files_once_afterwards(
    city: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = browser()
    page = to_check(visitor)

    def lost(change: Any) -> None:
        real(change)
        raise TransientFault

    real = city.cases.commit
    with monkeypatch.context() as broken:
        broken.setattr(type(city.cases), "commit", lambda _, change: lost(change))
        busy = visitor.press(page, "Send the report", email="ana@example.org")
    assert busy.status == 503
    assert busy.form("Send").value("email") == "ana@example.org"
    assert visitor.press(busy, "Send the report").heading == "Thank you. We have your report"
    assert len(city.store.cases) == 1


@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_that_is_typed_becomes_markup(city: Any, language: str) -> None:
    evil = '"><script>alert(1)</script>{{7*7}}{key}</textarea><b>'
    visitor = browser()
    page = visitor.get(f"/basic/report?words={quote(evil)}&lang={language}")
    page = visitor._ask("GET", f"/basic/report/stray_animal?lang={language}&words={quote(evil)}", {}, None)
    button = "Continue" if language == "en" else "Continuar"
    page = visitor.press(page, button, place=evil)
    assert "<script" not in page.reply.text
    assert page.form(button).value("place") == evil
    page = visitor.press(page, button, place=PLACE)
    page = visitor.press(page, button, answer_looks=evil, answer_animal=evil, description=evil)
    assert "<script" not in page.reply.text
    assert "{{7*7}}" in page.reply.text
    form = page.form(button)
    assert (form.value("answer.looks"), form.value("description")) == (evil, evil)


@pytest.mark.parametrize("text", NAUGHTY, ids=lambda text: ascii(text)[:20])
def test_naughty_texts_are_filed_as_they_are_or_told(city: Any, text: str) -> None:
    visitor = browser()
    page = visitor.press(visitor.get("/basic/report/pothole"), "Continue", place=PLACE)
    page = visitor.press(page, "Continue", answer_size="plate", description=text)
    page = visitor.press(visitor.press(page, "Continue"), "Send the report", email="ana@example.org")
    assert page.heading == "Thank you. We have your report", page.text
    assert only_case(city).description == text.replace("\x00", "").strip().replace("\r\n", "\n")


def test_a_form_of_another_site_is_refused(city: Any) -> None:
    page = to_check(browser())
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        refused = browser(headers=headers).press(page, "Send the report")
        assert refused.status == 403
        assert refused.heading.startswith("This is not possible from here")
    assert city.store.cases == {}
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": city.public_url}):
        assert browser(headers=headers).press(page, "Send the report").status == 200


def test_a_failure_of_ours_is_a_page_and_tells_nothing(city: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Any) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr(type(city.catalogue), "current", fails)
    for address in ("/basic/report", "/basic/nothing"):
        page = browser(headers={"Accept-Language": "es"}).get(address)
        assert (page.status, page.heading) == (500, "Algo falló de nuestro lado")
        assert "secret" not in page.text


def test_hostile_bodies_are_told_and_file_nothing(city: Any) -> None:
    for body in (b"\xff\xfe=1", b"a=" + b"x" * 70_000, b"a&" * 600, b"step=check&key=../../x", b"step=nothing"):
        reply = send("POST", "/basic/report/pothole", {}, {"Content-Type": FORM}, body)
        assert 200 <= reply.status < 500, body[:20]
        assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert city.store.cases == {}
