"""The telephone desk in its tables: who called before, and how many only asked."""

from hex311.domain.follower import Contact
from hex311.domain.information_call import CountedCalls, InformationCall
from hex311.domain.phone import spellings
from hex311.usecases.join_request import Joining, join_request
from hex311.usecases.submit_request import submit_request
from tests.support.aws import moto_city
from tests.support.city import a_report

PHONE, MAIL = "312-555-0142", "Ana@Example.org"


def test_a_contact_is_found_by_each_way_to_reach_it_and_by_no_other() -> None:
    with moto_city() as city:
        both = submit_request(city, a_report(reporter=Contact(email=MAIL, phone=PHONE))).request.id
        by_phone = submit_request(city, a_report(reporter=Contact(phone="+1 312 555 0142"))).request.id
        submit_request(city, a_report(reporter=Contact(phone="312-555-0143")))
        joining = Joining(by_phone, "k", caller=Contact(phone="402-555-0001"), actor="staff:agent-1")
        join_request(city, joining)
        found = city.contacts.find("phone", spellings("(312) 555-0142", "1"), 100)
        assert list(found) == sorted([(both, "REPORTER"), (by_phone, "REPORTER")])
        assert {case for case, _ in city.contacts.find("email", ["ana@example.org"], 100)} == {both}
        ((case, role),) = city.contacts.find("phone", spellings("402-555-0001", "1"), 100)
        assert (case, role.partition("#")[0]) == (by_phone, "CALLER")
        assert city.contacts.read(both, "REPORTER").phone == PHONE
        assert list(city.contacts.find("phone", ["999"], 100)) == []


def test_calls_are_counted_by_topic_language_and_day_and_a_key_counts_once() -> None:
    with moto_city() as city:
        first = InformationCall("street-trees", "es", "2026-11-22")
        later = InformationCall("street-trees", "es", "2027-01-02")
        calls = city.information_calls
        assert [calls.count(first, key, city.now()) for key in ("a", "a", "b")] == [True, False, True]
        assert calls.count(InformationCall("other", "en", "2026-11-22"), "c", city.now())
        assert calls.count(later, "d", city.now())
        told = calls.between("2026-11-01", "2026-12-31")
        assert {one.call: one.count for one in told} == {first: 2, InformationCall("other", "en", "2026-11-22"): 1}
        assert list(calls.between("2027-01-01", "2027-01-31")) == [CountedCalls(later, 1)]
        assert len(calls.between("2026-11-22", "2027-01-02")) == 3
