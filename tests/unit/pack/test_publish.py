"""Publishing a pack: whole or not at all, once, and readable by the functions."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from hex311.adapters.dynamodb.catalogue import DynamoCatalogue
from hex311.adapters.dynamodb.records import use_tables
from hex311_cli.catalogue import PART_BYTES, CataloguePublication, OvertakenPublication
from hex311_cli.deploy.problems import DeployProblem
from hex311_cli.overlay.publish import Clients
from hex311_cli.overlay.store import LayerStore
from hex311_cli.pack import PackErrors
from hex311_cli.publish import PublishReport, publish_pack
from tests.support.aws import REGION, SETTINGS, create_table

OUTPUTS = {
    "CatalogueTable": "catalogue",
    "OverlayTable": "overlay",
    "CityBucket": "city",
    "PlacesTable": "places",
    "TilesBucket": "tiles",
}


class Cloud:
    """Tables and bucket on moto, and a clock that waiting moves on."""

    def __init__(self) -> None:
        self.clients = Clients(boto3.client("dynamodb", region_name=REGION), boto3.client("s3", region_name=REGION))
        create_table(self.clients.dynamodb, "catalogue", [("pk", "HASH"), ("sk", "RANGE")], {})
        create_table(self.clients.dynamodb, "overlay", [("cell", "HASH"), ("active_from", "RANGE")], {})
        create_table(self.clients.dynamodb, "places", [("cell", "HASH"), ("sk", "RANGE")], {})
        self.clients.s3.create_bucket(Bucket="city")
        self.clients.s3.create_bucket(Bucket="tiles")
        self.waited = 0.0

    def publish(self, folder: Path) -> PublishReport:
        return publish_pack(folder, OUTPUTS, clients=self.clients, wait=self._wait)

    def _wait(self, seconds: float) -> None:
        self.waited += seconds

    def catalogue(self) -> Any:
        use_tables(SETTINGS)
        return DynamoCatalogue(lambda: 0).current()


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    with mock_aws():
        yield Cloud()


def change(folder: Path, old: str, new: str, file: str = "departments.yaml") -> None:
    path = folder / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def test_the_functions_read_what_was_published(cloud: Cloud, millbrook: Path) -> None:
    report = cloud.publish(millbrook)
    catalogue = cloud.catalogue()
    assert catalogue.version == report.version
    assert list(catalogue.services) == ["pothole"]
    assert catalogue.city["name"] == {"en": "Millbrook"}
    assert "knowledge" not in "".join(catalogue.documents)
    assert (report.changed, report.previous, report.layers.layers) == (True, None, 2)


def test_nothing_new_writes_nothing(cloud: Cloud, millbrook: Path) -> None:
    first = cloud.publish(millbrook)
    again = cloud.publish(millbrook)
    assert (again.changed, again.version, again.stored_bytes) == (False, first.version, 0)
    assert not again.layers.changed
    assert (first.map_changed, again.map_changed) == (True, False)


def test_old_versions_stay_and_the_new_one_waits_for_its_layers(cloud: Cloud, millbrook: Path) -> None:
    first = cloud.publish(millbrook)
    change(millbrook, "555-0198", "555-0197")
    change(millbrook, "41.051", "41.052", "layers/road_owner.geojson")
    second = cloud.publish(millbrook)
    assert (second.changed, second.previous) == (True, first.version)
    assert cloud.waited > 0
    use_tables(SETTINGS)
    phones = [
        DynamoCatalogue(lambda: 0).at(version).department("state_roads")["phone"]
        for version in (first.version, second.version)
    ]
    assert phones == ["555-0198", "555-0197"]


def test_a_pack_with_errors_changes_nothing(cloud: Cloud, millbrook: Path) -> None:
    first = cloud.publish(millbrook)
    change(millbrook, "kind: city", "kind: town")
    with pytest.raises(PackErrors):
        cloud.publish(millbrook)
    assert cloud.catalogue().version == first.version


def test_a_publication_that_dies_leaves_the_old_city(
    cloud: Cloud, millbrook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = cloud.publish(millbrook)
    change(millbrook, "555-0198", "555-0197")
    with monkeypatch.context() as patch:
        patch.setattr("hex311_cli.publish._publish_layers", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            cloud.publish(millbrook)
    assert cloud.catalogue().version == first.version
    assert cloud.publish(millbrook).changed


def test_layers_dropped_from_the_pack_go_and_others_stay(cloud: Cloud, millbrook: Path) -> None:
    cloud.publish(millbrook)
    change(millbrook, "overlay: road_owner, attribute: owner, map: {state: state_roads}, default: streets",
           "overlay: city_limits, map: {millbrook: streets}, default: streets", "processes/streets.yaml")  # fmt: skip
    text = (millbrook / "layers.yaml").read_text()
    (millbrook / "layers.yaml").write_text("\n".join(line for line in text.splitlines() if "road_owner" not in line))
    cloud.publish(millbrook)
    manifest = LayerStore(cloud.clients.s3, "city").manifest()
    assert manifest is not None
    assert [entry.id for entry in manifest.layers] == ["city_limits"]


def test_of_two_publications_at_once_one_is_refused(cloud: Cloud, millbrook: Path) -> None:
    publication = CataloguePublication(cloud.clients.dynamodb, "catalogue")
    publication.move_pointer("v1", "a", None, 0)
    publication.move_pointer("v2", "b", "v1", 0)
    with pytest.raises(OvertakenPublication):
        publication.move_pointer("v3", "c", "v1", 0)
    with pytest.raises(OvertakenPublication):
        publication.move_pointer("v3", "c", None, 0)
    assert publication.pointer()["version"] == "v2"
    assert publication.pointer()["previous"] == "v1"


def test_a_retry_that_meets_its_own_success_is_a_success(cloud: Cloud) -> None:
    publication = CataloguePublication(cloud.clients.dynamodb, "catalogue")
    publication.move_pointer("v1", "a", None, 0)
    publication.move_pointer("v1", "a", None, 0)
    assert publication.pointer()["version"] == "v1"


def test_a_table_that_is_not_there_is_an_error(cloud: Cloud, millbrook: Path) -> None:
    with pytest.raises(ClientError):
        publish_pack(millbrook, {**OUTPUTS, "CatalogueTable": "nowhere"}, clients=cloud.clients)


def test_long_documents_are_stored_in_parts(cloud: Cloud) -> None:
    # text that does not compress: every part is full
    words = {str(n): f"{(n * 2654435761) % 2**64:x}{(n * n * 40503) % 2**61:x}" for n in range(40_000)}
    publication = CataloguePublication(cloud.clients.dynamodb, "catalogue")
    stored = publication.write("v1", {"services": words, "city": {"code": "x"}, "knowledge.en": words})
    assert stored > PART_BYTES
    assert publication.document("v1", "services") == words
    use_tables(SETTINGS)
    catalogue = DynamoCatalogue(lambda: 0)
    assert catalogue.at("v1").documents == {"services": words, "city": {"code": "x"}}
    assert catalogue.articles("v1", "en") == words
    assert catalogue.articles("v1", "e") == catalogue.articles("v2", "en") == {}


def test_a_base_map_elsewhere_is_named_once_the_pages_may_load_it(cloud: Cloud, millbrook: Path) -> None:
    own = "basemap: {style_light: 'https://maps.example.org/a.json', style_dark: 'https://maps.example.org/b.json'}\n"
    city = millbrook / "city.yaml"
    city.write_text(city.read_text() + own)
    with pytest.raises(DeployProblem, match=r"https://maps\.example\.org"):
        cloud.publish(millbrook)
    outputs = {**OUTPUTS, "MapSources": "https://maps.example.org"}
    publish_pack(millbrook, outputs, clients=cloud.clients)
    told = json.loads(cloud.clients.s3.get_object(Bucket="tiles", Key="tiles/map.json")["Body"].read())
    assert told["styles"] == {"light": "https://maps.example.org/a.json", "dark": "https://maps.example.org/b.json"}
    assert not [key for key in keys_in(cloud, "tiles") if key.startswith("tiles/basemap/")]


def test_tiles_elsewhere_are_drawn_by_our_styles(cloud: Cloud, millbrook: Path) -> None:
    city = millbrook / "city.yaml"
    city.write_text(city.read_text() + "basemap: {pmtiles: 'https://maps.example.org/city.pmtiles'}\n")
    publish_pack(millbrook, {**OUTPUTS, "MapSources": "https://maps.example.org"}, clients=cloud.clients)
    told = json.loads(cloud.clients.s3.get_object(Bucket="tiles", Key="tiles/map.json")["Body"].read())
    style = json.loads(cloud.clients.s3.get_object(Bucket="tiles", Key=told["styles"]["dark"][1:])["Body"].read())
    assert style["sources"]["city"]["url"] == "pmtiles://https://maps.example.org/city.pmtiles"


def keys_in(cloud: Cloud, bucket: str) -> list[str]:
    return [one["Key"] for one in cloud.clients.s3.list_objects_v2(Bucket=bucket)["Contents"]]
