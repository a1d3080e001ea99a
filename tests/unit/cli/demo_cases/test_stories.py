"""Stories are told relative to the day on which they are loaded."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hex311_cli.demo_cases.stories import REACH_DAYS, Story, has_stories, read_stories, story_of, timed
from tests.support.city import ROOT

ZONE = ZoneInfo("America/Chicago")
PACK = ROOT / "cities" / "rivermark"


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp())


def a_story(**when: object) -> Story:
    return story_of(
        {"key": "1", "service_code": "pothole", "when": when, "latitude": 41.3, "longitude": -97.1, "address": ""}
    )


@pytest.mark.parametrize(
    ("now", "back", "began"),
    [
        ("2026-11-22T12:00", 0, "2026-03-14T08:41"),
        ("2026-11-22T12:00", 1, "2025-03-14T08:41"),
        ("2027-03-14T08:42", 0, "2027-03-14T08:41"),
        ("2027-03-14T08:40", 0, "2026-03-14T08:41"),
        ("2027-03-14T08:40", 1, "2025-03-14T08:41"),
        ("2028-01-01T00:00", 0, "2027-03-14T08:41"),
    ],
)
def test_a_day_is_the_last_such_day_that_is_over(now: str, back: int, began: str) -> None:
    story = a_story(month=3, day=14, time="08:41", back=back)
    assert story.begins_at(at(now), ZONE) == at(began)


def test_hours_ago_count_from_now() -> None:
    assert a_story(hours_ago=1.5).begins_at(at("2026-11-22T12:00"), ZONE) == at("2026-11-22T10:30")


def test_a_day_that_a_year_lacks_is_the_last_of_its_month() -> None:
    story = a_story(month=2, day=29, time="10:00")
    assert story.begins_at(at("2026-11-22T12:00"), ZONE) == at("2026-02-28T10:00")


@pytest.mark.parametrize("now", ["2026-11-22T12:00", "2027-02-03T04:05", "2028-07-31T23:59"])
def test_whenever_it_is_loaded_the_city_has_a_year_and_some_more(now: str) -> None:
    found = list(timed(read_stories(PACK), at(now), ZONE))
    ages = [(at(now) - began) / 86_400 for began, _ in found]
    assert 300 <= len(found) <= 550
    assert 0 < min(ages) < 1
    assert 400 < max(ages) <= REACH_DAYS
    assert sum(age > 365 for age in ages) >= 25
    assert sum(age < 7 for age in ages) >= 30


def test_only_packs_with_stories_have_them(tmp_path: Path) -> None:
    assert has_stories(PACK)
    assert not has_stories(tmp_path)
