"""ArcGIS servers of both kinds, on loopback: paging, going on after a break, errors in disguise, recorded answers."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from hex311_cli.overlay.arcgis import ArcGisLayer
from hex311_cli.overlay.place import placed
from hex311_cli.overlay.sources import LayerError
from hex311_cli.overlay.webclient import any_server

RECORDED = Path(__file__).resolve().parents[5] / "shared" / "data" / "hostile" / "arcgis_rest"


def square(number):
    west = -87.7 + number / 1000
    ring = [[west, 41.8], [west, 41.801], [west + 0.001, 41.801], [west + 0.001, 41.8], [west, 41.8]]
    return {"attributes": {"OBJECTID": number, "NAME": f"No {number}"}, "geometry": {"rings": [ring]}}


class Server:
    """A map server of `total` squares. `faults` are popped and answered first; `asked` keeps all queries."""

    def __init__(self, total=25, page=10, ids=True, pagination=True, cap=None):
        self.total, self.page, self.ids, self.cap = total, page, ids, cap
        self.about = {
            "name": "Zones",
            "geometryType": "esriGeometryPolygon",
            "maxRecordCount": page,
            "capabilities": "Map,Query",
            "fields": [{"name": "OBJECTID", "type": "esriFieldTypeOID"}],
            "advancedQueryCapabilities": {"supportsPagination": pagination},
        }
        self.faults, self.asked, self.recorded = [], [], None

    def answer(self, path, query):
        self.asked.append(query)
        if self.faults and (fault := self.faults.pop(0)) is not None:
            return fault
        if not path.endswith("/query"):
            return 200, self.about
        if "returnCountOnly" in query:
            return 200, {"count": self.total}
        if "returnIdsOnly" in query:
            if not self.ids:
                return 200, {"error": {"code": 400, "message": "Invalid or missing input parameters."}}
            return 200, {"objectIdFieldName": "OBJECTID", "objectIds": list(range(self.total, 0, -1))}
        numbers = list(range(1, self.total + 1))
        if "resultOffset" in query:
            numbers = numbers[int(query["resultOffset"]) :][: int(query["resultRecordCount"])]
        elif " AND " in query["where"]:
            first, last = (int(part.split("=")[1]) for part in query["where"].split(" AND "))
            numbers = [number for number in numbers if first <= number <= last]
        most = min(self.page, self.cap or self.page)
        more = len(numbers) > most
        return 200, {
            "spatialReference": {"wkid": 4326},
            "features": [square(number) for number in numbers[:most]],
            **({"exceededTransferLimit": True} if more else {}),
        }


@pytest.fixture
def serve():
    running = []

    def start(server):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                parts = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                status, body = server.answer(parts.path, query)
                raw = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *_):
                pass

        http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        running.append(http)
        Thread(target=http.serve_forever, args=[0.01], daemon=True).start()
        return f"http://127.0.0.1:{http.server_port}/arcgis/rest/services/City/MapServer/3"

    yield start
    for http in running:
        http.shutdown()
        http.server_close()


@pytest.fixture
def layer_at(tmp_path):
    with any_server() as ask:
        yield lambda url: ArcGisLayer(url, tmp_path / "pages", lambda *_: None, ask, wait=lambda seconds: None)


def numbers(found):
    return [feature.properties["OBJECTID"] for feature in found.features]


@pytest.mark.parametrize(
    "wishes",
    [{}, {"ids": False}, {"pagination": False}, {"total": 4}, {"total": 10}, {"cap": 3}, {"ids": False, "cap": 4}],
    ids=str,
)
def test_every_feature_comes_once_however_the_server_pages(serve, layer_at, wishes):
    server = Server(**wishes)
    found = layer_at(serve(server)).read()
    assert numbers(found) == list(range(1, server.total + 1))
    assert found.title == "Zones"
    assert placed(found).features[0].geometry.bounds[0] == pytest.approx(-87.699)


def test_faults_that_pass_are_asked_again(serve, layer_at):
    server = Server()
    server.faults = [(503, b""), None, (200, b"<html>busy"), None, (429, b""), None, (200, {"error": {"code": 500}})]
    assert numbers(layer_at(serve(server)).read()) == list(range(1, 26))


def test_a_read_that_broke_off_goes_on_where_it_was(serve, layer_at, tmp_path):
    server = Server()
    url = serve(server)
    server.faults = [None, None, None, None, *[(500, b"")] * 5]
    with pytest.raises(LayerError, match="did not answer in 5 attempts") as refused:
        layer_at(url).read()
    assert "it goes on where it stopped" in refused.value.problems[0].mend
    server.asked.clear()
    assert numbers(layer_at(url).read()) == list(range(1, 26))
    pages = [query["where"] for query in server.asked if "outFields" in query]
    assert pages == ["OBJECTID >= 11 AND OBJECTID <= 20", "OBJECTID >= 21 AND OBJECTID <= 25"]
    assert not any((tmp_path / "pages").iterdir())


def test_pages_of_an_earlier_state_are_not_used(serve, layer_at):
    server = Server()
    url = serve(server)
    server.faults = [None, None, None, None, *[(500, b"")] * 5]
    with pytest.raises(LayerError):
        layer_at(url).read()
    server.about["editingInfo"] = {"lastEditDate": 2}
    server.asked.clear()
    layer_at(url).read()
    assert len([query for query in server.asked if "outFields" in query]) == 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"geometryType": "esriGeometryPoint"}, "of the kind esriGeometryPoint"),
        ({"capabilities": "Map"}, "does not let its features be asked for"),
        ({"error": {"code": 400, "message": "Invalid URL"}}, "the server says: Invalid URL"),
        ({"error": {"code": 499, "message": "Token Required"}}, "asks for a login"),
    ],
)
def test_layers_that_cannot_be_taken(serve, layer_at, change, said):
    server = Server()
    server.about = {**server.about, **change}
    with pytest.raises(LayerError, match=said):
        layer_at(serve(server)).read()


def test_addresses_that_are_no_layer(serve, layer_at):
    with pytest.raises(LayerError, match="no address of a FeatureServer"):
        layer_at("https://city.example/wards.html")
    server = Server()
    server.about = {"layers": [{"id": 0, "name": "Wards"}, {"id": 3, "name": "Zones"}]}
    with pytest.raises(LayerError, match="a whole service") as refused:
        layer_at(serve(server)).read()
    assert refused.value.problems[0].mend == "Add a layer's number. There are: 0 Wards, 3 Zones."


def test_a_server_that_keeps_features_back_is_found_out(serve, layer_at):
    server = Server(total=8)
    answer = server.answer
    server.answer = lambda path, query: (200, {"count": 9}) if "returnCountOnly" in query else answer(path, query)
    with pytest.raises(LayerError, match="it says it has 9 features, but sent 8"):
        layer_at(serve(server)).read()


@pytest.mark.skipif(not RECORDED.is_dir(), reason="the recorded answers are not on this machine")
@pytest.mark.parametrize("name", ["us-ca-tuolumne", "us-mi-kent", "us-ms-madison"])
def test_recorded_polygon_layers(serve, layer_at, name):
    """As real servers answered: older ones without paging, with well-known text for a reference system."""

    def recorded(what):
        return json.loads((RECORDED / name / f"{name}-{what}.json").read_text())

    server, page = Server(), recorded("0")
    answers = {"returnCountOnly": {"count": len(page["features"])}, "returnIdsOnly": recorded("ids-only")}
    server.about = recorded("metadata")
    server.answer = lambda path, query: (
        200,
        next((found for asked, found in answers.items() if asked in query), page)
        if path.endswith("/query")
        else server.about,
    )
    layer = layer_at(serve(server))
    if name == "us-ms-madison":
        with pytest.raises(LayerError, match="there is no feature with an area"):
            layer.read()
        return
    found = layer.read()
    assert len(found.features) == 15
    west, south, east, north = placed(found).features[0].geometry.bounds
    assert -87 < west < east < -83
    assert 42 < south < north < 44


@pytest.mark.skipif(not RECORDED.is_dir(), reason="the recorded answers are not on this machine")
@pytest.mark.parametrize("folder", sorted(path.name for path in RECORDED.iterdir()) if RECORDED.is_dir() else [])
def test_a_recorded_server_that_sends_points_or_one_page_of_many_is_refused_in_words(serve, layer_at, folder):
    files = {path.name: json.loads(path.read_text()) for path in (RECORDED / folder).glob("*.json")}
    server = Server()

    def answer(path, query):
        what = "count-only" if "returnCountOnly" in query else "ids-only" if "returnIdsOnly" in query else None
        what = what or ("0.json" if "outFields" in query else "metadata")
        return 200, next((body for name, body in files.items() if what in name), {"error": {"code": 400}})

    server.answer = answer
    layer = layer_at(serve(server))
    with pytest.raises(LayerError) as refused:
        layer.read()
    assert all(problem.problem and problem.mend for problem in refused.value.problems)
