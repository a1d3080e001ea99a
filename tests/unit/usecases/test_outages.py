"""A process dies between any two calls; whoever called it tries again. Nothing is lost and nothing happens twice."""

from collections import Counter
from itertools import count
from typing import Any

from hex311.usecases.follow_request import confirm_follower, follow_request
from hex311.usecases.submit_request import Submission, submit_request
from tests.support.city import a_report, memory_city, resident
from tests.support.outage import every_outage
from tests.support.world import PATIENCE_S, World, case_ids
from tests.unit.usecases.test_run_workflow import complete

numbers = count(1)


def a_new_report() -> Submission:
    return a_report("road_debris", reporter=resident(f"ana{next(numbers)}@example.org"))


def moments(city: Any) -> str:
    """All of them in memory; on moto, where each takes long, those around the tables of the case."""
    return "" if hasattr(city, "store") else "cases.commit"


def mails_to(city: Any, email: str) -> int:
    return sum(mail.to == email for mail in city.messenger.sent)


def names(city: Any, case_id: str) -> Counter[str]:
    events = city.cases.case_file(case_id).events
    assert [event.version for event in events] == list(range(1, len(events) + 1))
    return Counter(str(event.name) for event in events)


def test_a_submission_that_dies_anywhere_is_filed_once_by_its_retry(city: Any) -> None:
    world = World(city)
    for where, report in every_outage(city, a_new_report, lambda report: submit_request(city, report), moments(city)):
        before = len(case_ids(city))
        first, again = (submit_request(city, report) for _ in range(2))
        assert (first.request.id, first.follow_secret) == (again.request.id, again.follow_secret)
        assert len(case_ids(city)) == before + (where != "after cases.commit"), where
        world.settle(first.request.id)
        assert mails_to(city, report.reporter.email) == 1, where
        assert city.cases.case_file(first.request.id).work_orders


def test_a_submission_that_dies_and_is_never_retried_is_whole_or_not_there(city: Any) -> None:
    """The caller gave up: what was accepted is worked on, what was not has left nothing."""
    world = World(city)
    for where, report in every_outage(city, a_new_report, lambda report: submit_request(city, report), moments(city)):
        new = {case_id for case_id in case_ids(city) if city.contacts.read(case_id, "REPORTER") == report.reporter}
        assert len(new) == (where == "after cases.commit"), where
        for case_id in new:
            world.settle(case_id)
            assert city.cases.case_file(case_id).work_orders
            assert mails_to(city, report.reporter.email) == 1


def being_worked_on(city: Any, world: World) -> tuple[str, str]:
    """A case with an open work order, and the mailbox of its confirmed follower."""
    case_id, email = (
        str(submit_request(city, a_report("road_debris")).request.id),
        f"bo{next(numbers)}@example.org",
    )
    follow_request(city, case_id, email, "en", None)
    follower = city.secrets.follower_id(case_id, email)
    confirm_follower(city, city.secrets.link_token("confirm", case_id, follower))
    world.settle(case_id)
    return case_id, email


def finish(city: Any, case_id: str) -> None:
    complete(city, case_id, city.cases.case_file(case_id).work_orders[0].id)


def test_a_completion_that_dies_anywhere_is_told_once(city: Any) -> None:
    world = World(city)
    act = (lambda: being_worked_on(city, world), lambda subject: finish(city, subject[0]))
    for where, (case_id, email) in every_outage(city, *act, moments(city)):
        for _ in range(2):
            finish(city, case_id)
        world.settle(case_id)
        told = names(city, case_id)
        assert city.cases.case_file(case_id).request.is_closed, where
        assert (told["WorkOrderCompleted"], told["RequestClosed"]) == (1, 1), where
        public = sum(event.is_public for event in city.cases.case_file(case_id).events)
        assert mails_to(city, email) == public, where
    assert {generation for _, generation in city.workflows.started} == {1}


def test_a_worker_that_dies_anywhere_is_followed_by_one_that_finishes() -> None:
    """Start, route, create, mail, draw: each dies at each of its calls, and its message is delivered again."""
    city = memory_city()

    def someone_reports() -> tuple[World, str, str]:
        report = a_new_report()
        case_id = str(submit_request(city, report).request.id)
        follower = city.secrets.follower_id(case_id, report.reporter.email)
        confirm_follower(city, city.secrets.link_token("confirm", case_id, follower))
        return World(city), case_id, report.reporter.email

    died = 0
    for where, (world, case_id, email) in every_outage(city, someone_reports, lambda s: s[0].settle(s[1])):
        died += 1
        city.clock += PATIENCE_S
        world.settle(case_id)
        told = names(city, case_id)
        assert told["RequestRouted"] == told["WorkOrderCreated"] == 1, where
        public = sum(event.is_public for event in city.cases.case_file(case_id).events)
        # Between handing a mail over and noting it there is a moment that nobody can close: then it goes out again.
        again = where in ("after messenger.send", "before cases.mail_sent")
        assert mails_to(city, email) == public + again, where
    assert died > 80
    assert len(city.workflows.started) == len(set(city.workflows.started)) == len(case_ids(city))
