"""A report's page without scripts: for everybody, for its reporter and followers, and what each can do there."""

import re
import string
from dataclasses import replace
from typing import Any

import pytest

from hex311.domain.moments import iso
from hex311.domain.tracking import new_tracking_number
from hex311.http.basic.cookie import Keys
from hex311.http.basic.dates import Dates
from hex311.http.basic.words import FIRST, Words, catalogue, languages
from hex311.usecases.ask_resident import ask_resident
from hex311.usecases.merge_requests import merge_requests
from hex311.usecases.release_content import release_content
from tests.support.city import answers_for, rivermark
from tests.support.photos import sent_photo
from tests.unit.functions.basic import PLACE, browser, number_of, report
from tests.unit.usecases.test_ask_resident import ADMIN
from tests.unit.usecases.test_report_again import closed

#: A number that is right in its form and nobody's.
ABSENT = new_tracking_number()


def code_of(page: Any) -> str:
    found = re.search('id="code">([^<]+)<', page.reply.text)
    assert found
    return found[1]


def test_everybody_sees_how_a_report_stands_and_nothing_of_its_reporter(city: Any) -> None:
    done = report(browser(), answer_size="plate", description="my own words")
    number = number_of(done)
    page = browser().get(f"/basic/request/{number}")
    assert page.status == 200
    assert page.heading == "Pothole"
    day = Dates(Words("en"), city.catalogue.current().city["timezone"]).day(iso(city.now()) or "")
    for told in (number, "Received", day, "What happened so far"):
        assert told in page.text, told
    assert "my own words" not in page.text
    assert code_of(done) not in page.reply.text
    assert page.reply.headers["cache-control"] == "no-store"


def test_the_receipt_leads_its_reporter_to_everything(city: Any) -> None:
    visitor = browser()
    done = report(visitor, answer_size="plate", description="my own words")
    page = visitor.get(f"/basic/request/{number_of(done)}")
    assert "my own words" in page.text
    assert all(code_of(done) not in address for _, address in visitor.sent), "no address ever holds the secret"


def test_number_and_code_open_it_in_another_browser(city: Any) -> None:
    done = report(browser(), answer_size="plate", description="my own words")
    number, code = number_of(done), code_of(done)
    link = f"https://city.example/request/#{number}.{code}"
    for cookies in (True, False):
        for typed in ({"number": number, "code": code}, {"number": link}, {"number": f"{number}.{code}"}):
            visitor = browser(cookies=cookies)
            page = visitor.press(visitor.get("/basic/request"), "Look it up", **typed)
            assert "my own words" in page.text, typed
            assert all(code not in address for _, address in visitor.sent)
            assert cookies == page.address.startswith(f"/basic/request/{number}")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({}, "number"),
        ({"number": "hello world"}, "number"),
        ({"number": ABSENT}, "number"),
        ({"number": "{n}", "code": "wrong-code"}, "code"),
        ({"number": "{n}.wrong"}, "code"),
    ],
)
def test_what_opens_nothing_is_told_at_its_field(city: Any, typed: dict[str, str], problem: str) -> None:
    number = number_of(report(browser(), answer_size="plate"))
    visitor = browser()
    told = {name: value.replace("{n}", number) for name, value in typed.items()}
    page = visitor.press(visitor.get("/basic/request"), "Look it up", **told)
    assert (page.status, page.problems()) == (404 if ABSENT in told.values() else 400, [problem])


def test_a_private_report_cannot_be_told_from_one_that_is_not_there(city: Any) -> None:
    answers = {f"answer_{code}": value for code, value in answers_for("barking_dog").items()}
    done = report(browser(), "barking_dog", **answers)
    number = number_of(done)
    private, absent = (browser().get(f"/basic/request/{one}") for one in (number, ABSENT))
    assert (private.status, absent.status) == (404, 404)
    assert private.reply.text.replace(number, "N") == absent.reply.text.replace(ABSENT, "N")
    visitor = browser()
    page = visitor.press(visitor.get("/basic/request"), "Look it up", number=number, code=code_of(done))
    assert page.heading == "Barking dog"


def test_numbers_are_looked_up_by_address_too(city: Any) -> None:
    number = number_of(report(browser(), answer_size="plate"))
    page = browser().get(f"/basic/request?number={number.lower().replace('-', '')}")
    assert page.address == f"/basic/request/{number}"
    assert browser().get("/basic/request?number=%3Cb%3E").problems() == ["number"]


def test_follow_by_mail_and_confirm_with_the_pasted_link(city: Any) -> None:
    number = number_of(report(browser(), answer_size="plate"))
    visitor = browser()
    page = visitor.get(f"/basic/request/{number}")
    wrong = visitor.press(page, "Send me news", email="no address")
    assert (wrong.status, wrong.problems()) == (400, ["email"])
    assert wrong.form("Send me news").value("email") == "no address"
    sent = visitor.press(page, "Send me news", email="bo@example.org")
    assert "Please look into your mail" in sent.text
    follower = city.secrets.follower_id(number, "bo@example.org")
    link = f"https://city.example/confirm/#{city.secrets.link_token('confirm', number, follower)}"
    form = visitor.get("/basic/mail")
    assert visitor.press(form, "Yes, send me news", link="rubbish").problems() == ["link"]
    assert visitor.press(form, "Yes, send me news").problems() == ["link"]
    assert visitor.press(form, "Yes, send me news", link=link).heading == "You follow this report"
    assert str(city.store.cases[number].followers[0].status) == "confirmed"
    leave = f"https://city.example/leave/#{city.secrets.link_token('leave', number, follower)}"
    assert visitor.press(form, "Stop the mails", link=leave).heading == "The mails have stopped"
    assert str(city.store.cases[number].followers[0].status) == "left"


@pytest.mark.parametrize("cookies", [True, False])
def test_the_citys_question_is_answered_by_its_reporter(city: Any, cookies: bool) -> None:
    visitor = browser(cookies=cookies)
    done = report(visitor, answer_size="plate")
    number = number_of(done)
    ask_resident(city, ADMIN, number, "Which lane is it?")
    assert "Which lane" not in browser().get(f"/basic/request/{number}").text
    page = visitor.press(visitor.get("/basic/request"), "Look it up", number=number, code=code_of(done))
    assert "Which lane is it?" in page.text
    empty = visitor.press(page, "Send the answer")
    assert (empty.status, empty.problems()) == (400, ["answer"])
    answered = visitor.press(page, "Send the answer", answer="The right one")
    assert "Your answer has arrived" in answered.text
    again = visitor.press(page, "Send the answer", answer="The right one")
    assert "Your answer has arrived" in again.text, "a repeated answer changes nothing"
    assert [one["text"] for one in city.store.cases[number].request.replies][-1:] == ["The right one"]


def test_not_fixed_by_the_reporter(city: Any) -> None:
    number = closed(city)
    secret = city.secrets.follow_secret(number, city.store.cases[number].request.salt)
    stranger = browser().get(f"/basic/request/{number}")
    assert "It is not fixed" not in stranger.text
    assert "Report it" in stranger.text
    visitor = browser()
    page = visitor.press(visitor.get("/basic/request"), "Look it up", number=f"{number}.{secret}")
    long = visitor.press(page, "It is not fixed", reason="x" * 1_001)
    assert (long.status, long.problems()) == (400, ["reason"])
    assert long.form("It is not fixed").value("reason") == "x" * 1_001
    again = visitor.press(page, "It is not fixed", reason="still a hole")
    assert "The report is open again" in again.text
    assert str(city.store.cases[number].request.status) == "reopened"


def test_not_fixed_by_a_follower_with_the_link_of_the_mail(city: Any) -> None:
    number = closed(city)
    city.clock -= 60
    visitor = browser()
    follower = city.secrets.follower_id(number, "bo@example.org")
    token = city.secrets.link_token("leave", number, follower)
    page = visitor.press(visitor.get("/basic/request"), "Look it up", number=f"https://c/request/#{number}~{token}")
    refused = visitor.press(page, "It is not fixed")
    assert refused.status == 403, "nobody follows with this link"
    assert refused.problems() == ["reason"]


def test_an_act_with_nothing_but_the_cookie_does_nothing(city: Any) -> None:
    """Another site may make a browser post, but it does not know the secret that stands in the form."""
    number = closed(city)
    secret = city.secrets.follow_secret(number, city.store.cases[number].request.salt)
    visitor = browser()
    page = visitor.press(visitor.get("/basic/request"), "Look it up", number=f"{number}.{secret}")
    form = page.form("It is not fixed")
    bare = visitor.post(form, [("reason", "x")])
    assert bare.status == 403
    assert [a["href"] for tag, a in bare.elements if tag == "a"].count("#main") == 2, "the skip link, and the problem"
    assert str(city.store.cases[number].request.status) == "done"


def test_released_photos_are_shown_and_lead_to_the_large_ones(city: Any) -> None:
    number = number_of(report(browser(), answer_size="plate"))
    case = city.store.cases[number]
    photo_id = sent_photo(city)
    page = browser().get(f"/basic/request/{number}")
    assert not [tag for tag, _ in page.elements if tag == "img"]
    attach(city, case, photo_id)
    release_content(city, ADMIN, number, frozenset({"photos"}))
    page = browser().get(f"/basic/request/{number}")
    (image,) = [a for tag, a in page.elements if tag == "img"]
    assert image["src"].startswith("/photos/")
    assert image["alt"] == "Photo 1 of 1"


def attach(city: Any, case: Any, photo_id: str) -> None:
    request = replace(case.request, photo_ids=(photo_id,))
    city.store.cases[request.id] = replace(case, request=request)
    city.store.photos[photo_id] = replace(city.store.photos[photo_id], case_id=request.id)


def test_a_merged_report_leads_to_the_one_that_goes_on(city: Any) -> None:
    first = number_of(report(browser(), answer_size="plate"))
    second = number_of(report(browser(), answer_size="plate"))
    merge_requests(city, ADMIN, second, first, "the same hole")
    page = browser().get(f"/basic/request/{second}")
    assert any(a.get("href") == f"/basic/request/{first}" for tag, a in page.elements if tag == "a")
    assert "2 people have reported this" in browser().get(f"/basic/request/{first}").text


def test_the_cookie_is_for_these_pages_alone_and_forgets_the_oldest(city: Any) -> None:
    visitor = browser()
    page = visitor.get("/basic/report/pothole")
    told = page.reply.headers["set-cookie"]
    for part in ("Path=/basic/", "HttpOnly", "Secure", "SameSite=Strict", "Max-Age=3600"):
        assert part in told
    for _ in range(6):
        report(visitor, answer_size="plate")
    assert len(Keys.read(f"hex311_basic={visitor.cookies['hex311_basic']}").keys) == 5


@pytest.mark.parametrize(
    "header", ["", "hex311_basic=", "hex311_basic=x|y|z", "hex311_basic=A.B|<script>", "=;;;", "a=\x7f"]
)
def test_cookies_that_are_none_of_ours_open_nothing(city: Any, header: str) -> None:
    number = number_of(report(browser(), answer_size="plate"))
    page = browser(headers={"Cookie": header}, cookies=False).get(f"/basic/request/{number}")
    assert page.status == 200
    assert page.reply.text.count('hidden" name="secret') == 0


def test_pages_speak_the_readers_language(city: Any) -> None:
    for headers, address in (({"Accept-Language": "es-MX,en;q=0.5"}, "/basic"), ({}, "/basic/?lang=es")):
        page = browser(headers=headers).get(address)
        assert page.heading == "Reporte un problema o vea cómo va un reporte"
        html = next(a for tag, a in page.elements if tag == "html")
        assert (html["lang"], html["dir"]) == ("es", "ltr")
    link = next(a["href"] for tag, a in page.elements if tag == "a" and "/report" in a.get("href", ""))
    assert "lang=es" in link, "a language that was chosen goes along"
    page = browser().get("/basic?lang=tlh")
    assert next(a for tag, a in page.elements if tag == "html")["lang"] == "en"


def test_every_language_has_every_sentence_with_the_same_places() -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    city = rivermark()["city"]
    assert set(city["languages"]) - set(city.get("partial_languages", ())) <= set(languages())
    for language in languages():
        assert catalogue(language).keys() == catalogue(FIRST).keys(), language
        for key, text in catalogue(FIRST).items():
            assert places(catalogue(language)[key]) == places(text), (language, key)


def test_languages_from_right_to_left() -> None:
    assert (Words("ar").direction, Words("es").direction) == ("rtl", "ltr")
    assert Words("tlh").say("next") == "Continue", "what a language lacks is said in English"


def test_an_arabic_page_runs_from_right_to_left_and_marks_what_is_not_arabic(city: Any) -> None:
    page = browser(headers={"Accept-Language": "ar"}).get("/basic/report")
    html = next(a for tag, a in page.elements if tag == "html")
    assert (html["lang"], html["dir"]) == ("ar", "rtl")
    assert any(a.get("lang") == "en" and a.get("dir") == "ltr" for tag, a in page.elements if tag == "span")
    assert "<span" not in page.title
    assert "لم يراجعها بعد" in page.text, "and says who translated"
    visitor = browser(headers={"Accept-Language": "ar"})
    place = visitor.press(visitor.get("/basic/report/animal_neglect"), "متابعة", place=PLACE)
    assert "<span" not in place.title
    missing = visitor.press(place, "متابعة")
    assert "&lt;span" not in missing.reply.text, "what is wrong with an answer is marked, not shown as markup"
    easy = browser(headers={"Accept-Language": "en-x-easy"}).get("/basic/report")
    assert easy.heading == "What is the problem?"


@pytest.mark.parametrize(
    "address", ["/basic/", "/basic/report", "/basic/report/pothole", "/basic/request", "/basic/mail"]
)
def test_no_page_runs_or_loads_anything_of_others(city: Any, address: str) -> None:
    page = browser().get(f"/basic/{address}")
    assert "script" not in {tag for tag, _ in page.elements}
    assert not [a for _, a in page.elements if any(name.startswith("on") or name == "style" for name in a)]
    loaded = [a.get("src") or a.get("href", "") for tag, a in page.elements if tag in ("img", "link")]
    assert all(one.startswith("/") and not one.startswith("//") for one in loaded)
    assert "default-src 'none'" in page.reply.headers["content-security-policy"]
    assert "script-src" not in page.reply.headers["content-security-policy"]


def test_unknown_pages_and_methods_are_told_as_pages(city: Any) -> None:
    for address in ("/basic/nothing", "/basic/report/nothing", "/basic/done/x/y", "/basic/request/a/b/c"):
        page = browser().get(address)
        assert page.status in (400, 404), address
        assert page.reply.headers["content-type"] == "text/html; charset=utf-8"
