"""A city in memory whose clock runs through the past: every story is lived by the use cases, one after the other.

Nothing here writes a case. Residents file by `submit_request`, the workflow's own steps route and close, staff work by
the verbs of the staff API, and what time brings (late work, owners to be asked, unanswered questions) comes by the same
sweeps as in a running city. What stands at the end is what a city would hold that had been in use all that time.
"""

from __future__ import annotations

import hashlib
import heapq
import itertools
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hex311.adapters.memory.ports import MemoryPorts
from hex311.domain.contribution import CITY
from hex311.domain.follower import Contact
from hex311.domain.geography import Point
from hex311.domain.photo import UNCLAIMED_S, Photo, PhotoState, folder_of
from hex311.domain.picture import Redrawn
from hex311.domain.tracking import tracking_number_for
from hex311.ports import CaseFile
from hex311.usecases.ask_resident import answer_question, ask_resident, lapse_questions
from hex311.usecases.change_case import load
from hex311.usecases.count_insights import count_insights
from hex311.usecases.escalate_work_orders import escalate_work_orders
from hex311.usecases.estimates import make_estimates
from hex311.usecases.follow_request import confirm_follower
from hex311.usecases.join_request import Joining, join_request
from hex311.usecases.merge_requests import merge_requests
from hex311.usecases.pass_on import escalate_checks
from hex311.usecases.release_content import release_content
from hex311.usecases.reopen_request import reopen_request
from hex311.usecases.run_workflow import close_request, create_work_order, route_request
from hex311.usecases.submit_request import Submission, submit_request
from hex311_cli.demo_cases.crew_at_work import CrewAtWork
from hex311_cli.demo_cases.own_counters import OwnCounters
from hex311_cli.demo_cases.people import People
from hex311_cli.demo_cases.stories import HOUR_S, REACH_DAYS, Story, timed

#: What the workflow takes to notice something.
MOMENT_S = 3
MOST = 1_000


class LivedCity:
    """Lives stories up to `now`. `pictures` are the drawn photos by name; each use of one is a photo of its own."""

    def __init__(self, ports: MemoryPorts, people: People, pictures: Mapping[str, Redrawn], now: int) -> None:
        self.ports, self.now = ports, now
        ports.insights = OwnCounters([CITY, str(ports.catalogue.current().city.get("estimates", {}).get("layer", ""))])
        self.photos: dict[str, str] = {}
        self._people, self._pictures = people, pictures
        self._crews = CrewAtWork(ports, people, self)
        self._zone = ZoneInfo(ports.catalogue.current().city["timezone"])
        self._plan: list[tuple[int, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._stories: dict[str, Story] = {}
        self._secrets: dict[str, str] = {}
        self._watched: set[tuple[str, int]] = set()

    def live(self, stories: Iterable[Story]) -> list[CaseFile]:
        """Everything that happens up to now; the cases in the order in which they were filed."""
        for at, story in timed(list(stories), self.now, self._zone):
            self._stories[number_of(story)] = story
            self.at(at, self._file, story)
        self._learn_monthly()
        while self._plan:
            self.ports.clock, _, happens = heapq.heappop(self._plan)
            happens()
        self.ports.clock = self.now
        return sorted(self.ports.store.cases.values(), key=lambda case: (case.request.created_at, case.request.id))

    def at(self, moment: int, do: Callable[..., Any], *given: Any) -> None:
        """Let something happen at a time; what lies in the future does not happen."""
        if moment < self.now:
            heapq.heappush(self._plan, (moment, next(self._order), lambda: do(*given)))

    def _learn_monthly(self) -> None:
        """As every night in a running city, but seldom: what a month of closings teaches is enough for a demo."""
        for day in range(REACH_DAYS, 0, -30):
            self.at(self.now - day * 24 * HOUR_S, make_estimates, self.ports, lambda: True)

    def story(self, case_id: str) -> Story:
        return self._stories[case_id]

    def new_photo(self, name: str, owner: str, by: str) -> str:
        """A photo that was taken a moment ago, as it stands after it was drawn anew; returns its id."""
        photo_id = hashlib.sha256(f"{owner}/{len(self.photos)}/{name}".encode()).hexdigest()[:32]
        drawn, now = self._pictures[name], self.ports.now()
        photo = Photo(photo_id, now, uploader=by, expires_at=now + UNCLAIMED_S)
        self.ports.photos.add(photo)
        folder = folder_of(photo_id, drawn.pictures[max(drawn.pictures)])
        self.ports.photos.settle(
            Photo(photo_id, now, "", by, PhotoState.READY, folder=folder, width=drawn.width, height=drawn.height)
        )
        self.photos[photo_id] = name
        return photo_id

    def _file(self, story: Story) -> None:
        ports = self.ports
        reporter = Contact(**{"language": story.language, **story.reporter}) if story.reporter else Contact()
        photos = tuple(self.new_photo(name, story.key, "resident") for name in story.photos)
        submission = Submission(
            service_code=story.service_code,
            point=Point(latitude=story.latitude, longitude=story.longitude),
            idempotency_key=f"demo-{story.key}",
            body_hash="demo",
            source_address="192.0.2.1",
            address=story.address,
            asset_id=story.asset_id,
            description=story.description,
            answers={code: self._answer(answer) for code, answer in story.answers.items()},
            reporter=reporter,
            photo_ids=photos,
            channel=story.channel,
            language=story.language,
            number=number_of(story),
        )
        filed = submit_request(ports, submission)
        case_id, began = filed.request.id, ports.now()
        count_insights(ports, case_id)
        self.at(began + MOMENT_S, self.advance, case_id)
        if story.follows:
            self.at(began + 240, self._confirm, case_id)
        if story.released:
            self.at(began + 5 * HOUR_S, self._release, case_id, bool(photos))
        for number, hours in enumerate(story.joined_after):
            self.at(began + round(hours * HOUR_S), self._join, case_id, number)
        if story.asked:
            self.at(began + round(story.asked["after"] * HOUR_S), self._ask, case_id, filed.follow_secret)
        if story.merged:
            self.at(began + round(story.merged["after"] * HOUR_S), self._merge, case_id)
        if story.reopened:
            self._secrets[case_id] = filed.follow_secret

    def _answer(self, answer: Any) -> Any:
        """`{"days_ago": 2}` is a moment before the report; anything else is the answer itself."""
        if not isinstance(answer, Mapping):
            return answer
        day = datetime.fromtimestamp(self.ports.now(), tz=UTC) - timedelta(days=float(answer["days_ago"]))
        return day.strftime("%Y-%m-%dT%H:%M:%SZ")

    def advance(self, case_id: str) -> None:
        """What the state machine does when it has something to look at."""
        routed = route_request(self.ports, case_id, 1)
        if routed.next == "wait" and routed.until is not None:
            self.at(routed.until + MOMENT_S, self.advance, case_id)
        if routed.next == "close":
            close_request(self.ports, case_id)
            self._closed(case_id)
        for order_id in routed.work_order_ids:
            if load(self.ports, case_id).work_order(order_id) is None:
                create_work_order(self.ports, case_id, order_id, 1, "")
                self._crews.plan(case_id, order_id)
        self.watch(case_id)

    def watch(self, case_id: str) -> None:
        """Be there when a promise is broken, an owner has to be asked, or an answer does not come."""
        case = load(self.ports, case_id)
        moments = [order.watch_at for order in case.work_orders]
        for moment in (*moments, case.request.next_check_at, case.request.answer_by):
            if moment is not None and (case_id, moment) not in self._watched:
                self._watched.add((case_id, moment))
                self.at(moment + 60, self._sweep, case_id)

    def _sweep(self, case_id: str) -> None:
        swept = escalate_work_orders(self.ports, lambda: True)
        for _, fault in swept.failed:
            raise fault
        escalate_checks(self.ports, MOST)
        if lapse_questions(self.ports, MOST):
            self.advance(case_id)
        self.watch(case_id)

    def _closed(self, case_id: str) -> None:
        count_insights(self.ports, case_id)
        story, request = self.story(case_id), load(self.ports, case_id).request
        if story.reopened and request.life == 0:
            after = round(story.reopened["after"] * HOUR_S)
            self.at(self.ports.now() + after, self._reopen, case_id, story.reopened["reason"])

    def _reopen(self, case_id: str, reason: str) -> None:
        reopen_request(self.ports, case_id, self._secrets[case_id], None, reason)
        count_insights(self.ports, case_id)
        self.at(self.ports.now() + MOMENT_S, self.advance, case_id)

    def _confirm(self, case_id: str) -> None:
        for follower in load(self.ports, case_id).followers:
            confirm_follower(self.ports, self.ports.secrets.link_token("confirm", case_id, follower.id))

    def _release(self, case_id: str, has_photos: bool) -> None:
        service = self.ports.catalogue.current().service(self.story(case_id).service_code)
        parts = {"description"} | ({"photos"} if has_photos else set())
        allowed = frozenset(part for part in parts if service.may_publish(part))
        if allowed:
            release_content(self.ports, self._people.of("triage"), case_id, allowed)

    def _join(self, case_id: str, number: int) -> None:
        if not load(self.ports, case_id).request.is_closed:
            join_request(self.ports, Joining(case_id, f"demo-{number}"))

    def _ask(self, case_id: str, secret: str) -> None:
        if load(self.ports, case_id).request.is_closed:
            return
        asked = self.story(case_id).asked
        ask_resident(self.ports, self._people.of("triage"), case_id, asked["question"])
        if "answer" in asked:
            self.at(self.ports.now() + round(asked["answered_after"] * HOUR_S), self._reply, case_id, secret)
        self.watch(case_id)

    def _reply(self, case_id: str, secret: str) -> None:
        if load(self.ports, case_id).request.question:
            answer_question(self.ports, case_id, secret, self.story(case_id).asked["answer"])

    def _merge(self, case_id: str) -> None:
        merged = self.story(case_id).merged
        parent = self.ports.cases.case_file(tracking_number_for(f"demo {merged['into']}"))
        if parent and not parent.request.is_closed and not load(self.ports, case_id).request.is_closed:
            merge_requests(self.ports, self._people.of("triage"), case_id, parent.request.id, merged["reason"])
            count_insights(self.ports, case_id)


def number_of(story: Story) -> str:
    """The tracking number of a story's case, the same every time."""
    return tracking_number_for(f"demo {story.key}")
