"""Publishing layers: generations, merging with what stands, tombstones, cut-off writes."""

import boto3
import pytest
from moto import mock_aws
from shapely import box

from hex311.adapters.dynamodb.overlay import DynamoOverlay
from hex311.domain.geography import Point
from hex311_cli.overlay.journal import BEAT_S, DEAD_AFTER_S, Journal, undo_dead_write
from hex311_cli.overlay.publish import LEAD_S, Clients, Publisher, StillWriting, publish_layers
from hex311_cli.overlay.sources import FeatureSource, LayerError, LayerSource
from hex311_cli.overlay.stages import Order
from hex311_cli.overlay.store import LayerStore
from hex311_cli.overlay.tablewriter import OverlayTableWriter

TABLE, BUCKET = "overlay", "city"
WEST, EAST = Point(latitude=41.8505, longitude=-87.6545), Point(latitude=41.8505, longitude=-87.6505)


class Clock:
    def __init__(self):
        self.time = 1_000_000

    def __call__(self):
        return self.time


@pytest.fixture
def clients():
    with mock_aws():
        dynamodb = boto3.client("dynamodb", region_name="us-east-1")
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket=BUCKET)
        dynamodb.create_table(
            TableName=TABLE,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[
                {"AttributeName": "cell", "AttributeType": "S"},
                {"AttributeName": "active_from", "AttributeType": "N"},
            ],
            KeySchema=[
                {"AttributeName": "cell", "KeyType": "HASH"},
                {"AttributeName": "active_from", "KeyType": "RANGE"},
            ],
        )
        yield Clients(dynamodb, s3)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def publish(clients, clock):
    return lambda *layers, **wishes: publish_layers(layers, TABLE, BUCKET, clients, now=clock, **wishes)


@pytest.fixture
def ask(clients, clock):
    """Answers at a point, past any memory, as (layer, feature id)."""

    def ask(point, at=None):
        overlay = DynamoOverlay(TABLE, clock, clients.dynamodb)
        return [(a.layer, a.feature_id) for a in overlay.overlay(point, clock.time if at is None else at).answers]

    return ask


def layer(layer_id, **boxes):
    """A layer of boxes (west, south, east, north), by feature id."""
    features = [FeatureSource(name, name.upper(), box(*bounds), {"kind": layer_id}) for name, bounds in boxes.items()]
    return LayerSource(layer_id, {"en": layer_id}, features)


CITY = layer("city", all=(-87.66, 41.849, -87.648, 41.852))
WARDS = layer("wards", w=(-87.66, 41.849, -87.6525, 41.852), e=(-87.6525, 41.849, -87.648, 41.852))


def items(clients):
    return clients.dynamodb.scan(TableName=TABLE)["Items"]


def test_the_first_generation_answers_at_once(publish, ask):
    report = publish(CITY, WARDS)
    assert report.generation == 1_000_000
    assert report.written == report.cells > 10
    assert report.features == 3
    assert ask(WEST) == [("city", "all"), ("wards", "w")]
    assert ask(EAST) == [("city", "all"), ("wards", "e")]


def test_the_same_layers_again_change_nothing(publish, clients, clock):
    publish(CITY, WARDS)
    before = items(clients)
    clock.time += 100
    report = publish(CITY, WARDS)
    assert not report.changed
    assert report.generation == 1_000_000
    assert report.unchanged == report.cells
    assert items(clients) == before


def test_a_later_layer_joins_those_that_stand_at_its_activation(publish, ask, clock):
    publish(CITY)
    clock.time += 100
    report = publish(WARDS)
    assert report.layers == 2
    assert report.generation > clock.time
    assert ask(WEST) == [("city", "all")]
    clock.time = report.generation
    assert ask(WEST) == [("city", "all"), ("wards", "w")]
    assert ask(WEST, at=1_000_050) == [("city", "all")]


def test_only_cells_that_changed_are_written(publish, clock):
    publish(CITY, WARDS)
    clock.time += 100
    park = layer("parks", p=(-87.655, 41.850, -87.654, 41.851))
    report = publish(park)
    assert 0 < report.written < report.cells
    assert report.written + report.unchanged == report.cells


def test_what_is_indexed_again_from_the_bucket_is_what_was_written(publish, clock):
    """Attributes stand in the order in which a city names them, which is seldom that of the alphabet."""
    area = FeatureSource("1", "One", box(-87.66, 41.849, -87.648, 41.852), {"station": "4", "engine": "7"})
    publish(CITY, LayerSource("fire", {"en": "fire", "ar": "x"}, [area]), extent="city")
    clock.time += 1000
    corner = publish(layer("corner", k=(-87.6601, 41.849, -87.6599, 41.8492)))
    assert 0 < corner.written < 5 < corner.unchanged


def test_ground_that_no_layer_covers_any_more_gets_tombstones(publish, ask, clock):
    publish(CITY)
    clock.time += 100
    smaller = layer("city", all=(-87.66, 41.849, -87.6535, 41.852))
    report = publish(smaller)
    assert report.emptied > 0
    clock.time = report.generation
    assert ask(WEST) == [("city", "all")]
    assert ask(EAST) == []
    clock.time += 100
    report = publish(CITY)
    assert ask(EAST, at=report.generation) == [("city", "all")]


def test_layers_can_be_removed_and_replaced_as_a_whole(publish, ask, clients, clock):
    publish(CITY, WARDS)
    report = publish(remove=["wards"])
    assert ask(WEST, at=report.generation) == [("city", "all")]
    clock.time = report.generation
    publish(layer("parks", p=(-87.655, 41.850, -87.654, 41.851)))
    kept = {one["Key"] for one in clients.s3.list_objects_v2(Bucket=BUCKET)["Contents"]}
    assert not any(key.startswith("layers/wards.") for key in kept)
    clock.time = report.generation + 1
    report = publish(WARDS, keep_others=False)
    assert ask(WEST, at=report.generation) == [("wards", "w")]
    with pytest.raises(LayerError, match="not published"):
        publish(remove=["nowhere"])


def test_the_extent_bounds_what_is_indexed_and_is_remembered(publish, ask, clients, clock):
    county = layer("county", c=(-87.8, 41.849, -87.5, 41.852))
    report = publish(CITY, county, extent="city")
    far = Point(latitude=41.8505, longitude=-87.75)
    assert ask(far) == []
    assert ask(WEST) == [("city", "all"), ("county", "c")]
    clock.time += 100
    again = publish(WARDS)
    assert again.cells == report.cells
    assert LayerStore(clients.s3, BUCKET).manifest().extent == "city"


def test_layers_survive_being_kept(publish, clients):
    publish(WARDS)
    store = LayerStore(clients.s3, BUCKET)
    assert store.layer(store.manifest().layers[0]) == WARDS


def test_the_time_of_activation_can_be_chosen_but_not_in_the_past_of_what_stands(publish, ask, clock):
    publish(CITY)
    publish(WARDS, active_from=1_000_500)
    assert ask(WEST, at=1_000_499) == [("city", "all")]
    assert ask(WEST, at=1_000_500) == [("city", "all"), ("wards", "w")]
    with pytest.raises(LayerError, match="does not lie after"):
        publish(layer("parks", p=(-87.655, 41.850, -87.654, 41.851)), active_from=1_000_500)


def test_a_write_that_fails_is_undone(publish, ask, clients, clock, monkeypatch):
    publish(CITY)
    before = items(clients)
    offer = OverlayTableWriter._offer
    calls = []

    def breaking(self, requests):
        calls.append(requests)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return offer(self, requests)

    monkeypatch.setattr(OverlayTableWriter, "_offer", breaking)
    with pytest.raises(KeyboardInterrupt):
        publish(WARDS, layer("parks", p=(-87.655, 41.850, -87.654, 41.851)))
    assert len(calls) > 2
    assert items(clients) == before
    assert Journal(clients.s3, BUCKET).note() is None
    monkeypatch.undo()
    report = publish(WARDS)
    assert ask(WEST, at=report.generation) == [("city", "all"), ("wards", "w")]


def test_a_killed_writer_is_waited_for_and_then_undone(publish, ask, clients, clock, monkeypatch):
    publish(CITY)
    with monkeypatch.context() as killed:
        killed.setattr(Journal, "undo", lambda *arguments: None)
        killed.setattr(LayerStore, "put_timeline", lambda self, timeline: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            publish(WARDS)
    assert Journal(clients.s3, BUCKET).note() is not None
    with pytest.raises(StillWriting, match="if it was killed, try again"):
        publish(WARDS)
    clock.time += DEAD_AFTER_S
    report = publish(layer("parks", p=(-87.655, 41.850, -87.654, 41.851)))
    assert ask(WEST, at=report.generation) == [("city", "all"), ("parks", "p")]
    assert Journal(clients.s3, BUCKET).note() is None


def test_two_publications_at_once_cannot_both_win(publish, clients, clock):
    publish(CITY)

    def meanwhile(step, done, total):
        if step == "checking layers" and done == 0:
            publish(WARDS)

    with pytest.raises(StillWriting, match="published meanwhile"):
        publish(layer("parks", p=(-87.655, 41.850, -87.654, 41.851)), progress=meanwhile)


def test_the_writer_says_that_it_is_alive(publish, clients, clock, monkeypatch):
    beats = []
    monkeypatch.setattr(Journal, "beat", lambda self, now: beats.append(now))

    def slow(step, done, total):
        if step == "writing items":
            clock.time += BEAT_S

    publish(CITY, progress=slow)
    assert len(beats) > 1
    assert beats == sorted(set(beats))


def test_a_write_that_would_end_after_its_activation_is_taken_back(publish, clients, clock):
    publish(CITY)
    before = items(clients)

    def slow(step, done, total):
        if step == "writing items":
            clock.time += LEAD_S

    with pytest.raises(LayerError, match="longer than the time before activation"):
        publish(WARDS, progress=slow)
    assert items(clients) == before
    assert Journal(clients.s3, BUCKET).note() is None


def test_the_watchman_undoes_a_dead_write_long_before_its_activation(publish, ask, clients, clock, monkeypatch):
    publish(CITY)
    before = items(clients)
    with monkeypatch.context() as killed:
        killed.setattr(Journal, "undo", lambda *arguments: None)
        killed.setattr(LayerStore, "put_timeline", lambda self, timeline: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            publish(WARDS)
    journal, writer = Journal(clients.s3, BUCKET), OverlayTableWriter(clients.dynamodb, TABLE)
    assert len(items(clients)) > len(before)
    assert not undo_dead_write(journal, writer, clock)
    clock.time += DEAD_AFTER_S
    assert undo_dead_write(journal, writer, clock)
    assert not undo_dead_write(journal, writer, clock)
    assert items(clients) == before


def test_a_writer_killed_after_its_last_step_is_not_undone(publish, ask, clients, clock, monkeypatch):
    publish(CITY)
    with monkeypatch.context() as killed:
        killed.setattr(Journal, "clear", lambda self: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            publish(WARDS)
    clock.time += DEAD_AFTER_S
    report = publish(layer("parks", p=(-87.655, 41.850, -87.654, 41.851)))
    assert ask(WEST, at=report.generation) == [("city", "all"), ("wards", "w"), ("parks", "p")]


NEW_WARDS = layer("wards", n=(-87.66, 41.849, -87.648, 41.8506), s=(-87.66, 41.8506, -87.648, 41.852))
PARK = layer("parks", p=(-87.66, 41.849, -87.648, 41.852))


def test_a_correction_before_a_redistricting_does_not_lose_it(publish, ask, clients, clock):
    publish(CITY, WARDS)
    publish(NEW_WARDS, active_from=1_100_000)
    publish(PARK, active_from=1_200_000)
    clock.time += 100
    bigger = layer("city", all=(-87.66, 41.849, -87.6455, 41.852))
    report = publish(bigger)
    assert "2 pending generations were made anew upon this one." in report.notes
    far = Point(latitude=41.8505, longitude=-87.6470)
    assert ask(far) == []
    assert ask(far, at=report.generation) == [("city", "all")]
    assert ask(WEST, at=report.generation) == [("city", "all"), ("wards", "w")]
    assert ask(WEST, at=1_100_000) == [("city", "all"), ("wards", "n")]
    assert ask(WEST, at=1_200_000) == [("city", "all"), ("wards", "n"), ("parks", "p")]
    assert ask(far, at=1_200_000) == [("city", "all")]


def test_layers_given_before_a_redistricting_of_the_same_layer(publish, ask, clock):
    publish(CITY, WARDS)
    publish(NEW_WARDS, active_from=1_100_000)
    moved = layer("wards", w=(-87.66, 41.849, -87.649, 41.852), e=(-87.649, 41.849, -87.648, 41.852))
    report = publish(moved)
    assert ask(EAST, at=report.generation) == [("city", "all"), ("wards", "w")]
    assert ask(EAST, at=1_100_000) == [("city", "all"), ("wards", "n")]


def test_what_is_the_same_before_and_after_needs_no_items_of_its_own(publish, ask, clients, clock):
    publish(CITY, WARDS)
    publish(NEW_WARDS, active_from=1_100_000)
    report = publish(NEW_WARDS)
    pending = [one for one in items(clients) if one["active_from"]["N"] == "1100000"]
    assert pending == []
    assert ask(WEST, at=1_100_000) == ask(WEST, at=report.generation) == [("city", "all"), ("wards", "n")]


def test_a_pending_generation_can_be_withdrawn(publish, ask, clients, clock):
    publish(CITY, WARDS)
    publish(NEW_WARDS, active_from=1_100_000)
    publish(PARK, active_from=1_200_000)
    publisher = Publisher(TABLE, BUCKET, clients, now=clock)
    planned = publisher.plan(Order(withdraw=1_100_000))
    publisher.write(planned, [publisher.index(stage) for stage in planned.stages])
    assert ask(WEST, at=1_100_000) == [("city", "all"), ("wards", "w")]
    assert ask(WEST, at=1_200_000) == [("city", "all"), ("wards", "w"), ("parks", "p")]
    with pytest.raises(LayerError, match="no generation is pending for 1100000"):
        publisher.plan(Order(withdraw=1_100_000))


def test_a_cut_off_write_that_touched_a_pending_generation_restores_it(publish, ask, clients, clock, monkeypatch):
    publish(CITY, WARDS)
    publish(NEW_WARDS, active_from=1_100_000)
    before = items(clients)
    with monkeypatch.context() as killed:
        killed.setattr(Journal, "undo", lambda *arguments: None)
        killed.setattr(LayerStore, "put_timeline", lambda self, timeline: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            publish(PARK)
    assert items(clients) != before
    clock.time += DEAD_AFTER_S
    undo_dead_write(Journal(clients.s3, BUCKET), OverlayTableWriter(clients.dynamodb, TABLE), clock)
    key = lambda item: (item["cell"]["S"], item["active_from"]["N"])  # noqa: E731
    assert sorted(items(clients), key=key) == sorted(before, key=key)


def test_nothing_is_published_in_the_last_minute_before_a_pending_generation(publish, ask, clock):
    publish(CITY)
    publish(WARDS, active_from=1_000_400)
    clock.time = 1_000_345
    with pytest.raises(StillWriting, match="too soon to be made anew"):
        publish(PARK, active_from=1_000_350)
    report = publish(PARK)
    assert ask(WEST, at=report.generation) == [("city", "all"), ("wards", "w"), ("parks", "p")]


def test_unprocessed_items_are_offered_again(clients, monkeypatch):
    class Reluctant:
        """Takes half of each batch, and first of all nothing."""

        def __init__(self):
            self.calls = 0

        def batch_write_item(self, RequestItems):
            self.calls += 1
            requests = RequestItems[TABLE]
            taken = requests[: len(requests) // 2 + 1] if self.calls > 1 else []
            if taken:
                clients.dynamodb.batch_write_item(RequestItems={TABLE: taken})
            left = requests[len(taken) :]
            return {"UnprocessedItems": {TABLE: left} if left else {}}

    monkeypatch.setattr("hex311_cli.overlay.tablewriter.time.sleep", lambda seconds: None)
    counts = []
    writer = OverlayTableWriter(Reluctant(), TABLE)
    writer.put([(f"cell{n}", b"\x00") for n in range(60)], 5, counts.append)
    assert counts[-1] == 60
    assert len(items(clients)) == 60


def test_layer_ids_must_differ(publish):
    with pytest.raises(LayerError, match="it is there twice"):
        publish(CITY, CITY)
