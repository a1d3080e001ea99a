"""What a sound pack compiles to."""

from pathlib import Path

import pytest

from hex311_cli.pack import load_pack
from hex311_cli.pack.shape import validator

DOCUMENTS = (
    "city", "departments", "officers", "groups", "services", "processes", "layers", "places", "my_city", "messages",
    "knowledge",
)  # fmt: skip


def test_the_city_of_the_manual_is_in_order(millbrook: Path) -> None:
    pack = load_pack(millbrook)
    assert tuple(pack.documents()) == DOCUMENTS
    assert pack.notes == ()
    counts = pack.summary()
    assert (counts["service types"], counts["processes"], counts["layers"], counts["features"]) == (1, 1, 2, 2)
    assert pack.layer_files("road_owner") == [millbrook / "layers/road_owner.geojson"]


def test_optional_keys_are_filled_in(millbrook: Path) -> None:
    documents = load_pack(millbrook).documents()
    pothole = documents["services"]["pothole"]
    assert pothole["group"] == "streets"
    assert pothole["stoppers"] == []
    assert pothole["redirect"] is None
    assert pothole["duplicates"]["same_answers"] == []
    order = documents["processes"]["pothole_repair"]["stages"][0]["work_orders"][0]
    assert (order["crew"], order["unit"], order["when"]) == (None, None, None)
    assert documents["layers"]["city_limits"]["attributes"] == []
    assert documents["departments"]["streets"]["bureaus"] == []


def test_services_come_in_the_order_of_their_groups(millbrook: Path) -> None:
    text = (millbrook / "services/streets.yaml").read_text()
    first = text.replace("order: 1", "order: 0").replace("code: streets", "code: first").replace("pothole\n", "bump\n")
    (millbrook / "services/zzz.yaml").write_text(first)
    documents = load_pack(millbrook).documents()
    assert list(documents["groups"]) == ["first", "streets"]
    assert list(documents["services"]) == ["bump", "pothole"]


def test_the_hash_follows_the_content(millbrook: Path) -> None:
    before = load_pack(millbrook).content_hash()
    assert load_pack(millbrook).content_hash() == before
    path = millbrook / "departments.yaml"
    path.write_text(f"# a remark\n{path.read_text()}")
    assert load_pack(millbrook).content_hash() == before
    path.write_text(path.read_text().replace("555-0198", "555-0197"))
    assert load_pack(millbrook).content_hash() != before


def test_a_missing_translation_is_noted_and_stops_nothing(millbrook: Path) -> None:
    city = millbrook / "city.yaml"
    city.write_text(city.read_text().replace("languages: [en]", "languages: [en, es]"))
    processes = millbrook / "processes/streets.yaml"
    spanish = (
        processes.read_text()
        .replace("filled.}", "filled., es: Ya no hay hoyo.}")
        .replace("there.}", "there., es: No hay hoyo.}")
    )
    processes.write_text(spanish)  # what came of the work is told to everybody, or the pack is refused
    pack = load_pack(millbrook)
    assert pack.notes
    note = next(note for note in pack.notes if note.file == "services/streets.yaml" and note.line == 4)
    assert "no 'es' text" in note.problem


def test_a_language_may_be_partial_and_the_city_tells_how_much_of_it_there_is(millbrook: Path) -> None:
    city = millbrook / "city.yaml"
    city.write_text(city.read_text().replace("languages: [en]", "languages: [en, ar]\npartial_languages: [ar]"))
    services = millbrook / "services/streets.yaml"
    services.write_text(services.read_text().replace("{en: Pothole}", "{en: Pothole, ar: حفرة}"))
    pack = load_pack(millbrook)
    assert pack.notes == ()
    translated = pack.documents()["city"]["translated"]
    assert translated["en"] == 100
    assert 0 <= translated["ar"] < 5
    assert pack.documents()["services"]["pothole"]["name"]["ar"] == "حفرة"


def test_map_data_is_not_opened_when_only_documents_are_wanted(millbrook: Path) -> None:
    (millbrook / "layers/road_owner.geojson").write_text("not read")
    assert load_pack(millbrook, geodata=False).summary()["features"] == 0


@pytest.mark.parametrize("kind", ["city", "departments", "services", "processes", "layers", "messages", "condition"])
def test_schemas_are_sound(kind: str) -> None:
    checker = validator(kind)
    checker.check_schema(checker.schema)
    assert checker.schema["$id"] == f"urn:hex311:city:{kind}"
