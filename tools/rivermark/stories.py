"""The demo's cases as stories: what is reported when and where, and what becomes of it. The same ones every time.

A year of reports by day and month, a second year before it (of which a city shows the last weeks, to compare with),
and what is open now. `hex311_cli.demo_cases` lives them; stories.yaml says what is usual.
"""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import yaml

from tools.rivermark.city import City
from tools.rivermark.frame import chance
from tools.rivermark.story_pack import StoryPack
from tools.rivermark.story_places import Spot, StoryPlaces

HABITS = Path(__file__).with_name("stories.yaml")
Story = dict[str, Any]
T = TypeVar("T")

#: Shares of reports.
SPANISH, NAMED, FOLLOWING, JOINED, MERGED, REOPENED, ASKED = 0.2, 0.5, 0.3, 0.1, 0.04, 0.05, 0.03
#: How many of them come late, in the year before and now; the city has got better.
LATE_BEFORE, LATE_NOW = 0.34, 0.2
#: Reports of the year before (only its last weeks are shown) for each of this one, which also has what is open now.
BEFORE = 1.3
NO_WORDS = {"en": "", "es": ""}


@dataclass
class Writer:
    """Writes stories with one source of chance."""

    habits: Mapping[str, Any]
    pack: StoryPack
    places: StoryPlaces
    rng: np.random.RandomState
    written: list[Story] = field(default_factory=list)

    def one_of(self, choices: Sequence[T]) -> T:
        return choices[self.rng.randint(len(choices))]

    def weighted(self, shares: Mapping[str, float]) -> str:
        names = sorted(shares)
        weights = np.array([shares[name] for name in names], dtype=float)
        return names[int(self.rng.choice(len(names), p=weights / weights.sum()))]

    def happens(self, share: float) -> bool:
        return bool(self.rng.uniform() < share)

    def number(self, least: float, most: float) -> float:
        return round(float(self.rng.uniform(least, most)), 2)

    def write(self, code: str, when: Mapping[str, Any], late: float, spot: Spot | None = None) -> Story:
        """A report and the fate of all work that its process may call for."""
        rule = self.habits["types"].get(code, {})
        language = "es" if self.happens(SPANISH) else "en"
        words = rule.get("words", NO_WORDS)[language]
        story: Story = {
            "key": f"{len(self.written) + 1:04d}",
            "service_code": code,
            "when": dict(when),
            **(spot or self.places.choose(code, rule)).document(),
            "channel": self.weighted(self.habits["channels"]),
            "language": language,
            "answers": self.pack.answers(code, rule.get("answers", {}), self.one_of),
            "work": {order: [self.fate(code, order, late)] for order in self.pack.orders(code)},
        }
        if words and self.happens(0.75):
            story["description"] = self.one_of(words)
        if story["channel"] != "open311" and self.happens(NAMED):
            name = self.one_of(self.habits["people"][language])
            story["reporter"] = {"first_name": name, "email": f"{_plain(name)}.{story['key']}@example.org"}
            story["follows"] = self.happens(FOLLOWING)
        photo = rule.get("photo", {})
        if photo.get("before") and self.happens(photo["rate"]):
            story |= {"photos": [photo["before"]], "released": self.happens(0.7)}
        self.written.append(story)
        return story

    def fate(self, code: str, order: str, late: float, outcome: str = "", **known: Any) -> dict[str, Any]:
        """How a piece of work goes; `known` are parts that are not left to chance."""
        rule = self.habits["types"].get(code, {})
        outcome = outcome or self.weighted(rule.get("work", {}).get(order) or self.pack.usual_outcomes(code, order))
        slow = self.happens(late)
        fate = {"outcome": outcome, "pace": self.number(1.05, 2.2) if slow else self.number(0.15, 0.95)}
        if crew := rule.get("crew", {}).get(order):
            fate["crew"] = crew
        if self.pack.needs_photo(code, order, outcome):
            is_done = self.pack.status(code, order, outcome) == "done"
            fate["photo"] = rule.get("photo", {}).get("after", "street") if is_done else "street"
        if sentences := rule.get("sentences", {}).get(outcome):
            fate["sentence"] = self.one_of(sentences)
        if self.pack.status(code, order, outcome) == "done" and (amounts := rule.get("quantities", {}).get(order)):
            fate["quantities"] = {name: round(most * self.number(0.5, 1.5), 1) for name, most in amounts.items()}
        return fate | known

    def years(self) -> None:
        """The reports of a year, by day, and fewer a year earlier."""
        told = float(self.habits["cases_share"])
        for back, share, late in ((0, told, LATE_NOW), (1, told * BEFORE, LATE_BEFORE)):
            for code, rule in self.habits["types"].items():
                for _ in range(max(1, round(rule["count"] * share))):
                    self.embellished(self.write(code, self.day(rule["season"], back), late), late)

    def day(self, season: str, back: int) -> dict[str, Any]:
        weights = np.array(self.habits["seasons"][season], dtype=float)
        month = int(self.rng.choice(12, p=weights / weights.sum())) + 1
        day = int(self.rng.randint(calendar.monthrange(2025, month)[1])) + 1
        return {"month": month, "day": day, "time": self.time(), **({"back": back} if back else {})}

    def time(self) -> str:
        """People report in the daytime, mostly in the morning and after work."""
        hour = int(self.one_of([7, 8, 8, 9, 9, 10, 10, 11, 12, 13, 14, 15, 16, 17, 17, 18, 18, 19, 20, 21, 22]))
        return f"{hour:02d}:{self.rng.randint(60):02d}"

    def embellished(self, story: Story, late: float) -> None:
        """Some are joined by others, reported twice, reopened, or lack something that has to be asked."""
        code = story["service_code"]
        if self.pack.is_private(code):
            return
        if self.happens(JOINED):
            story["joined_after"] = [self.number(1, 60) for _ in range(self.rng.randint(1, 4))]
        if self.happens(REOPENED):
            self.reopen(story, late)
        if code in self.habits["questions"] and self.happens(ASKED * 3):
            self.ask(story, answered=True)
        if self.happens(MERGED) and "month" in story["when"]:
            self.twin(story, late)

    def reopen(self, story: Story, late: float) -> None:
        story["reopened"] = {"after": self.number(18, 140), "reason": self.one_of(self.habits["not_fixed"])}
        for order, fates in story["work"].items():
            fates.append(self.fate(story["service_code"], order, late))

    def ask(self, story: Story, *, answered: bool) -> None:
        known = self.habits["questions"][story["service_code"]]
        story["asked"] = {"after": self.number(3, 9), "question": known["question"]}
        story["reporter"] = story.get("reporter") or {"first_name": "Joan", "email": f"joan.{story['key']}@example.org"}
        if answered:
            story["asked"] |= {"answer": known["answer"], "answered_after": self.number(4, 60)}

    def twin(self, story: Story, late: float) -> None:
        """A neighbour reports the same, later that day; staff see that it is one matter."""
        hour = int(story["when"]["time"][:2])
        if hour > 18:
            return
        when = {**story["when"], "time": f"{hour + 2:02d}:{self.rng.randint(60):02d}"}
        spot = Spot(story["latitude"], story["longitude"], story["address"], story.get("asset_id", ""))
        twin = self.write(story["service_code"], when, late, self.places.again(spot))
        twin["answers"] = story["answers"]
        twin["merged"] = {"into": story["key"], "after": 0.5, "reason": self.one_of(self.habits["merge_reasons"])}


def stories(city: City, pack_folder: Path) -> list[Story]:
    """All stories of the demo, in a fixed order. `pack_folder` has the service types and processes they are about."""
    from tools.rivermark.story_now import open_now

    habits = yaml.safe_load(HABITS.read_text(encoding="utf-8"))
    rng = chance("stories")
    writer = Writer(habits, StoryPack.read(pack_folder), StoryPlaces(city, habits["hot_spots"], rng), rng)
    writer.years()
    open_now(writer)
    return writer.written


def _plain(name: str) -> str:
    """A name as it is spelt in an address."""
    return name.lower().translate(str.maketrans("áéíóúñ", "aeioun"))
