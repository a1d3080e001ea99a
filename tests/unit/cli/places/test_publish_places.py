"""Publishing places: what changed and nothing else, all at once, and nothing lost when somebody else publishes."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from hex311.adapters.dynamodb.places import CACHE_SECONDS, DynamoPlaces
from hex311.domain.errors import TransientFault
from hex311.domain.geography import Point
from hex311.domain.place import Place, nearest
from hex311.domain.place_shape import point_shape
from hex311_cli.pack import PackErrors
from hex311_cli.places import build, publish
from hex311_cli.places.publish import KEPT_S, PlacesOvertaken, PlacesReport, publish_places, standing_categories
from hex311_cli.places.table import PlacesTable
from tests.support.aws import REGION, create_table

HERE = Point(latitude=41.3, longitude=-97.1)


def lights(count: int, name: str = "Light", first: int = 0) -> list[Place]:
    return [
        Place(f"P-{n}", f"{name} {n}", point_shape(Point(latitude=41.3 + n * 0.0005, longitude=-97.1)), {"lamp": "LED"})
        for n in range(first, first + count)
    ]


class Cloud:
    """The table on moto, a clock, and a reader like that of a function."""

    def __init__(self) -> None:
        self.client: Any = boto3.client("dynamodb", region_name=REGION)
        create_table(self.client, "places", [("cell", "HASH"), ("sk", "RANGE")], {})
        self.table = PlacesTable(self.client, "places")
        self.clock = 1_790_000_000.0
        self.reader = self.new_reader()

    def new_reader(self) -> DynamoPlaces:
        return DynamoPlaces("places", lambda: int(self.clock), self.client)

    def publish(self, source: Any = "pack", remove: tuple[str, ...] = (), **given: list[Place]) -> PlacesReport:
        self.clock += 1
        held: Any = {code: ("asset", places) for code, places in given.items()}
        return publish_places(held, self.table, source, remove=remove, now=lambda: self.clock)

    def found(self, code: str, reader: DynamoPlaces | None = None, limit: int = 1_000) -> list[str]:
        reader = reader or self.new_reader()
        categories = reader.directories([code])
        answer = nearest(categories, HERE, limit, lambda leaf: reader.leaves([leaf])[leaf])
        return [one.place.name for one in answer]

    def ends(self) -> dict[tuple[str, str], int | None]:
        """Leaf -> when it expires."""
        return {
            (item["cell"]["S"], item["sk"]["S"]): int(item["expires_at"]["N"]) if "expires_at" in item else None
            for item in self.table.all_keys()
            if "written_at" in item
        }


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    monkeypatch.setattr(build, "MOST_PLACES", 20)
    with mock_aws():
        yield Cloud()


def test_what_was_published_is_found(cloud: Cloud) -> None:
    report = cloud.publish(street_light=lights(100))
    assert (report.categories, report.places, report.unchanged) == (1, 100, 0)
    assert report.written > 5
    assert cloud.found("street_light") == [place.name for place in lights(100)]
    assert cloud.reader.categories() == {"street_light": "asset"}
    assert cloud.reader.directories(["nothing"]) == ()


def test_nothing_new_writes_nothing(cloud: Cloud) -> None:
    first = cloud.publish(street_light=lights(100))
    again = cloud.publish(street_light=list(reversed(lights(100))))
    assert (again.written, again.unchanged, again.retired) == (0, first.written, 0)


def test_only_changed_leaves_are_written_and_the_others_stay(cloud: Cloud) -> None:
    cloud.publish(street_light=lights(100))
    changed = lights(100)
    changed[3] = Place("P-3", "Changed", changed[3].shape)
    report = cloud.publish(street_light=changed)
    assert 1 <= report.written <= 4
    assert report.retired == report.written
    assert cloud.found("street_light")[3] == "Changed"


def test_what_the_file_has_no_more_goes(cloud: Cloud) -> None:
    cloud.publish(street_light=lights(100), hydrant=lights(5, "Hydrant"))
    report = cloud.publish(street_light=lights(40))
    assert report.removed == ("hydrant",)
    assert len(cloud.found("street_light")) == 40
    assert cloud.new_reader().categories() == {"street_light": "asset"}
    assert cloud.new_reader().directories(["hydrant"]) == ()


def test_readers_of_the_older_directory_still_find_its_leaves(cloud: Cloud) -> None:
    cloud.publish(street_light=lights(100))
    before = cloud.reader.directories(["street_light"])[0]
    cloud.publish(street_light=lights(100, "New"))
    leaf = before.leaves[0]
    assert cloud.reader.leaves([leaf])[leaf][0].name.startswith("Light")
    assert cloud.found("street_light", cloud.reader)[0] == "Light 0"
    cloud.clock += CACHE_SECONDS
    assert cloud.found("street_light", cloud.reader)[0] == "New 0"


def test_leaves_that_were_let_go_expire_and_those_in_use_do_not(cloud: Cloud) -> None:
    cloud.publish(street_light=lights(60))
    cloud.publish(street_light=lights(60, "New"))
    cloud.publish(street_light=lights(60))  # the first ones again
    leaves = cloud.new_reader().directories(["street_light"])[0].leaves
    ends = cloud.ends()
    assert {ends[leaf.key, leaf.version] for leaf in leaves} == {None}
    assert {end for key, end in ends.items() if key not in {(leaf.key, leaf.version) for leaf in leaves}} == {
        int(cloud.clock) + KEPT_S
    }


def test_two_at_once_the_second_is_refused(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    cloud.publish(street_light=lights(30))
    put = PlacesTable.put

    def meanwhile(self: PlacesTable, items: Any, done: Any) -> None:
        put(self, items, done)
        monkeypatch.setattr(PlacesTable, "put", put)
        cloud.publish(street_light=lights(30, "Theirs"))

    monkeypatch.setattr(PlacesTable, "put", meanwhile)
    with pytest.raises(PlacesOvertaken):
        cloud.publish(street_light=lights(30, "Ours"))
    assert cloud.found("street_light")[0] == "Theirs 0"
    cloud.publish(street_light=lights(30, "Ours"))
    assert cloud.found("street_light")[0] == "Ours 0"


def test_a_publication_that_dies_is_invisible_and_its_leaves_go_later(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud.publish(street_light=lights(30))

    def dies(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(publish, "_switch", dies)
        with pytest.raises(KeyboardInterrupt):
            cloud.publish(street_light=lights(30, "Half"))
    assert cloud.found("street_light")[0] == "Light 0"
    cloud.clock += KEPT_S + 10
    report = cloud.publish(street_light=lights(30, "Next"))
    assert report.retired > report.written
    assert sum(end is None for end in cloud.ends().values()) == report.written


def test_imported_categories_outlive_a_publication_of_the_pack(cloud: Cloud) -> None:
    cloud.publish("import", bench=lights(5, "Bench"))
    cloud.publish("pack", street_light=lights(5))
    cloud.publish("pack", hydrant=lights(5))
    assert cloud.new_reader().categories() == {"bench": "asset", "hydrant": "asset"}
    assert {code: one.source for code, one in standing_categories(cloud.table).items()} == {
        "bench": "import", "hydrant": "pack",
    }  # fmt: skip
    cloud.publish("import", remove=("bench",))
    assert cloud.new_reader().categories() == {"hydrant": "asset"}


def test_more_categories_than_fit_are_refused(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "MOST_CATEGORIES", 2)
    with pytest.raises(PackErrors, match="at most 2"):
        cloud.publish(a1=lights(1), b2=lights(1), c3=lights(1))


def test_a_leaf_that_is_gone_means_try_again_with_a_fresh_directory(cloud: Cloud) -> None:
    cloud.publish(street_light=lights(5))
    (leaf,) = cloud.reader.directories(["street_light"])[0].leaves
    cloud.client.delete_item(TableName="places", Key={"cell": {"S": leaf.key}, "sk": {"S": leaf.version}})
    with pytest.raises(TransientFault):
        cloud.reader.leaves([leaf])


def test_a_table_that_is_not_there_is_a_defect_and_not_try_again(cloud: Cloud) -> None:
    with pytest.raises(ClientError, match="ResourceNotFound"):
        DynamoPlaces("nowhere", lambda: 0, cloud.client).categories()


def test_leaves_are_read_once_and_remembered(cloud: Cloud) -> None:
    cloud.publish(street_light=lights(100))
    cloud.found("street_light", cloud.reader)
    cloud.client.delete_table(TableName="places")
    assert len(cloud.found("street_light", cloud.reader)) == 100
