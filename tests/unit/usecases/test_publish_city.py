"""Versions of the city: compared in words, checked before they stand, and back again."""

from copy import deepcopy
from typing import Any

import pytest

from hex311.domain.audit import AuditAction
from hex311.domain.catalogue import Catalogue
from hex311.domain.checked_pack import CheckedPack, PackFault
from hex311.domain.city_events import CityEventName
from hex311.domain.errors import BadInput, Forbidden, MoveNotAllowed, NotFound, Overtaken
from hex311.domain.policy import Role, Staff
from hex311.usecases.audit_log import read_audit_log
from hex311.usecases.publish_city import check_pack, compare_versions, list_versions, publish_pack, roll_back
from hex311.usecases.publish_duplicate_rules import publish_duplicate_rules, read_duplicate_rules
from tests.support.city import VERSION, memory_city, rivermark

ADA = Staff("ada", frozenset({Role.ADMIN}), frozenset(), name="Ada")
BO = Staff("bo", frozenset({Role.MANAGER}), frozenset())


@pytest.fixture
def city() -> Any:
    return memory_city()


def reader(documents: dict[str, Any]) -> Any:
    return lambda content, layers: CheckedPack(documents=documents, content_hash=content.decode())


def other_pack() -> dict[str, Any]:
    """A pack with another deadline, a question less, a new text and a type less."""
    documents = deepcopy(dict(rivermark()))
    documents["services"]["pothole"]["name"]["en"] = "Hole in the street"
    documents["services"]["pothole"]["questions"] = documents["services"]["pothole"]["questions"][1:]
    process = documents["processes"][documents["services"]["pothole"]["process"]]
    process["stages"][0]["work_orders"][0]["sla"] = {"working_days": 99}
    del documents["services"]["road_debris"]
    documents["messages"]["en"]["greeting"] = "Hello"
    return documents


def changed(told: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(one["part"], one["code"]): one for one in told["changes"]}


def test_an_upload_is_checked_and_compared_with_what_stands(city: Any) -> None:
    told = check_pack(city, ADA, b"hash", reader(other_pack()), "en")
    assert (told["version"], told["problems"]) == (VERSION, [])
    found = changed(told)
    pothole = found["types", "pothole"]
    assert (pothole["kind"], pothole["name"]) == ("changed", "Hole in the street")
    paths = {one["path"]: (one["before"], one["after"]) for one in pothole["details"]}
    assert paths["name.en"][1] == "Hole in the street"
    assert any(path.startswith("questions") and after == "" for path, (_, after) in paths.items())
    assert found["types", "road_debris"]["kind"] == "removed"
    process = found["processes", rivermark()["services"]["pothole"]["process"]]
    assert any(one["path"].endswith("sla.working_days") and one["after"] == "99" for one in process["details"])
    assert {"path": "greeting", "before": "", "after": "Hello"} in found["texts", "en"]["details"]
    assert city.catalogue.current_version == VERSION


def test_faults_are_told_with_file_line_and_remedy(city: Any) -> None:
    fault = PackFault("services/streets.yaml", 12, "There is no process potholes.", "Use pothole.")
    told = check_pack(city, ADA, b"", lambda *_: CheckedPack(faults=(fault,)), "en")
    assert told["problems"] == [
        {"file": "services/streets.yaml", "line": 12, "problem": fault.problem, "how_to_mend": fault.mend}
    ]
    with pytest.raises(BadInput) as refused:
        publish_pack(city, ADA, b"", VERSION, lambda *_: CheckedPack(faults=(fault,)))
    assert refused.value.problems[0].field == "services/streets.yaml:12"


def test_a_pack_stands_and_the_one_before_comes_back(city: Any) -> None:
    told = publish_pack(city, ADA, b"hash", VERSION, reader(other_pack()))
    assert city.catalogue.current().service("pothole").name["en"] == "Hole in the street"
    assert city.publications.events[-1].name == CityEventName.CITY_PUBLISHED
    city.clock += 60
    assert roll_back(city, ADA, told["version"], VERSION) == {"version": VERSION, "previous": told["version"]}
    assert city.catalogue.current().service("pothole").name["en"] == rivermark()["services"]["pothole"]["name"]["en"]
    listed = list_versions(city, ADA)
    assert listed["standing"] == VERSION
    assert [(one["way"], one["by_name"]) for one in listed["publications"]] == [("roll_back", "Ada"), ("upload", "Ada")]
    actions = [one["action"] for one in read_audit_log(city, ADA, {}, 9, None)["entries"]]
    assert actions == [AuditAction.PACK_ROLLED_BACK, AuditAction.PACK_PUBLISHED]


def test_what_the_same_pack_changes_is_nothing(city: Any) -> None:
    assert compare_versions(city, ADA, VERSION, "", "en")["changes"] == []
    assert check_pack(city, ADA, b"hash", reader(dict(rivermark())), "en")["changes"] == []


def test_edited_rules_go_on_over_a_pack(city: Any) -> None:
    edited = publish_duplicate_rules(city, ADA, VERSION, {"pothole": "off"})
    city.clock += 60
    publish_pack(city, ADA, b"hash", edited["version"], reader(other_pack()))
    rules = read_duplicate_rules(city, ADA)["rules"]
    assert rules["pothole"] == {"rule": "off", "by": "admin"}


def test_who_comes_second_looks_again(city: Any) -> None:
    publish_pack(city, ADA, b"hash", VERSION, reader(other_pack()))
    with pytest.raises(Overtaken):
        publish_pack(city, ADA, b"hash", VERSION, reader(other_pack()))
    with pytest.raises(Overtaken):
        roll_back(city, ADA, VERSION, "anything")


@pytest.mark.parametrize("part", ["layers", "places"])
def test_other_layers_and_places_have_ways_of_their_own(city: Any, part: str) -> None:
    documents = other_pack()
    documents[part] = dict(list(documents[part].items())[1:])
    (fault,) = check_pack(city, ADA, b"hash", reader(documents), "en")["problems"]
    assert "hex311 city publish" in fault["how_to_mend"]
    with pytest.raises(BadInput):
        publish_pack(city, ADA, b"hash", VERSION, reader(documents))
    city.catalogue.versions["older"] = Catalogue("older", documents)
    with pytest.raises(MoveNotAllowed):
        roll_back(city, ADA, VERSION, "older")


def test_versions_that_cannot_come_back(city: Any) -> None:
    with pytest.raises(NotFound):
        roll_back(city, ADA, VERSION, "never")
    with pytest.raises(MoveNotAllowed):
        roll_back(city, ADA, VERSION, VERSION)
    with pytest.raises(NotFound):
        compare_versions(city, ADA, "never", "", "en")


def test_only_administrators_publish_and_nothing_is_unpacked_for_others(city: Any) -> None:
    def never(*_: Any) -> CheckedPack:
        pytest.fail("unpacked for somebody who may not publish")

    for step in (
        lambda: check_pack(city, BO, b"", never, "en"),
        lambda: publish_pack(city, BO, b"", VERSION, never),
        lambda: roll_back(city, BO, VERSION, "x"),
        lambda: list_versions(city, BO),
    ):
        with pytest.raises(Forbidden):
            step()
