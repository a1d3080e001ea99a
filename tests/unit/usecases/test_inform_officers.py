"""Officers of the district are told once, in time, and no more than they may read on the street."""

from typing import Any

from hex311.domain.delivery import OFFICERS, DeliveryState
from hex311.ports import NotTaken
from hex311.usecases.inform_officers import inform_officers, sweep_officers
from tests.support.city import memory_city
from tests.support.outside import a_case, department_of, reach_officer, told, with_officers

CODE = "warden"


def a_city(service_code: str, **entry: Any) -> Any:
    city = memory_city()
    officer = {"code": CODE, "name": {"en": "Warden"}, "department": department_of(service_code)}
    with_officers(city, {**officer, "channels": ["email", "sms"], **entry})
    reach_officer(city, CODE, email="warden@example.org", phone="+14025550150")
    return city


def test_they_are_told_at_once_by_every_channel_and_only_once() -> None:
    city = a_city("stray_animal")
    case_id, event = a_case(city, "stray_animal", description="a brown dog", address="12 Elm Street")
    for _ in range(3):
        inform_officers(city, case_id, event.version)
    (mail,), (text,) = city.messenger.sent, city.texts.sent
    assert (mail.to, text[0]) == ("warden@example.org", "+14025550150")
    for words in (mail.text, text[1]):
        assert case_id in words
        assert "Elm" not in words
        assert "brown" not in words
    (informed,) = told(city, case_id, "OfficerInformed")
    assert (informed.data["officer"], informed.data["by"]) == (CODE, "email+sms")
    assert "warden@example.org" not in str(informed)


def test_of_a_private_case_they_get_the_number_and_the_way() -> None:
    city = a_city("homeless_outreach")
    case_id, event = a_case(city, "homeless_outreach", description="two people in a tent")
    inform_officers(city, case_id, event.version)
    service = city.catalogue.current().service("homeless_outreach").name["en"]
    for words in (city.messenger.sent[0].text, city.messenger.sent[0].subject, city.texts.sent[0][1]):
        assert service not in words
        assert "tent" not in words


def test_quiet_hours_hold_it_until_they_end() -> None:
    city = a_city("stray_animal", quiet_hours={"start": "00:00", "end": "23:59"})
    case_id, event = a_case(city, "stray_animal")
    inform_officers(city, case_id, event.version)
    sweep_officers(city)
    assert city.messenger.sent == []
    city.clock = city.deliveries.listed(OFFICERS, DeliveryState.PENDING, 1, None).deliveries[0].next_at
    sweep_officers(city)
    assert len(city.messenger.sent) == 1


def test_what_is_over_by_then_is_not_told() -> None:
    from tests.unit.usecases.test_run_workflow import complete

    city = a_city("stray_animal", quiet_hours={"start": "00:00", "end": "23:59"})
    case_id, event = a_case(city, "stray_animal")
    inform_officers(city, case_id, event.version)
    complete(city, case_id, str(event.data["work_order_id"]))
    city.clock = city.deliveries.listed(OFFICERS, DeliveryState.PENDING, 1, None).deliveries[0].next_at
    sweep_officers(city)
    assert city.messenger.sent == []
    assert not told(city, case_id, "OfficerInformed")


def test_one_channel_that_fails_does_not_silence_the_other() -> None:
    city = a_city("stray_animal")

    def refuse(phone: str, text: str) -> None:
        raise NotTaken("OptedOut")

    city.texts.send_text = refuse
    case_id, event = a_case(city, "stray_animal")
    inform_officers(city, case_id, event.version)
    assert told(city, case_id, "OfficerInformed")[0].data["by"] == "email"


def test_an_officer_without_an_address_shows_as_undelivered() -> None:
    city = a_city("stray_animal")
    city.store.contacts.clear()
    case_id, event = a_case(city, "stray_animal")
    inform_officers(city, case_id, event.version)
    (owed,) = city.deliveries.listed(OFFICERS, DeliveryState.UNDELIVERED, 5, None).deliveries
    assert owed.reason == "no_contact"
    city.clock += 3_600
    sweep_officers(city)
    (event,) = told(city, case_id, "WorkOrderUndelivered")
    assert event.data["officer"] == CODE
