"""Which language something is said in, and what is said of it when it is another one than was asked for."""

import copy
import json

import pytest

from hex311.domain.catalogue import Catalogue
from hex311.domain.languages import Borrowed, agreed, borrowed_in, nearest, text_in

SPOKEN = ["en", "en-x-easy", "es", "zh-Hant", "ar"]
CATALOGUE = Catalogue(
    "1",
    {
        "city": {"default_language": "en", "languages": SPOKEN},
        "messages": {
            "en": {"a": "{owner} has it on {date}.", "b": "Only here: {owner}"},
            "ar": {"a": "لدى {owner} في {date}. {link}"},
        },
    },
)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (["es-MX"], "es"),
        (["en-x-easy"], "en-x-easy"),
        (["EN-X-EASY", "es"], "en-x-easy"),
        (["en-GB-x-easy"], "en"),
        (["zh-hant-TW"], "zh-Hant"),
        (["fr", "ar-EG"], "ar"),
        (["zh", "fr"], "en"),
        (["-", "", "x"], "en"),
        ([], "en"),
    ],
)
def test_the_first_language_that_both_speak_is_spoken(wanted: list[str], found: str) -> None:
    assert agreed(wanted, SPOKEN, "en") == found


def test_what_a_language_lacks_comes_in_the_nearest_and_says_so() -> None:
    texts = {"es": "Bache", "en": "Pothole"}
    assert text_in(texts, "en", "es") == "Pothole"
    assert not isinstance(text_in(texts, "en", "es"), Borrowed)
    easy = text_in(texts, "en-x-easy", "es")
    assert isinstance(easy, Borrowed)
    assert (easy, easy.language) == ("Pothole", "en")
    other = text_in(texts, "ar", "es")
    assert isinstance(other, Borrowed)
    assert (other, other.language) == ("Bache", "es")
    assert text_in({"fr": "Nid", "en": ""}, "ar", "en") == "Nid"
    assert text_in({}, "ar", "en") == ""
    assert nearest({}, "ar", "en") is None


def test_a_sentence_may_be_borrowed_too() -> None:
    told = CATALOGUE.message("b", "ar", owner="Police")
    assert isinstance(told, Borrowed)
    assert (told.strip(), told.strip().language) == ("Only here: Police", "en")
    assert CATALOGUE.message("nothing", "ar") == "nothing"


def test_from_right_to_left_what_is_filled_in_stands_apart_but_for_links() -> None:
    told = CATALOGUE.message("a", "ar", owner="Parks", link="https://city.example/#7QX")
    assert told == "لدى \u2068Parks\u2069 في . https://city.example/#7QX"
    assert CATALOGUE.message("a", "en", owner="Parks", date="2026-11-22") == "Parks has it on 2026-11-22."


def test_a_document_tells_where_its_borrowed_texts_are() -> None:
    borrowed = Borrowed("Pothole", "en")
    document = {"name": "حفرة", "types": [{"name": "x"}, {"name": borrowed}], "a/b~c": (borrowed,), "n": None}
    assert list(borrowed_in(document)) == [("en", "/types/1/name"), ("en", "/a~1b~0c/0")]
    assert json.loads(json.dumps(document))["types"][1]["name"] == "Pothole"
    assert copy.deepcopy(borrowed) == "Pothole"
