"""A local cloud that runs already is kept, also when it has much to do."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from hex311_cli.deploy import emulator
from hex311_cli.deploy.places import Places


@dataclass
class Cloud:
    """Something that answers as the cloud does, after it has been asked `silent` times."""

    port: int
    silent: int = 0


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            standing.silent -= 1
            self.send_response(200 if standing.silent < 0 else 503)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing: the test's own output is enough."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    standing = Cloud(server.server_address[1])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield standing
    server.shutdown()
    server.server_close()


@pytest.fixture
def places(cloud: Cloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    found = Places.from_environment({"HEX311_CLOUD_PORT": str(cloud.port), "HEX311_STATE_DIR": str(tmp_path)})
    record = {"gateway_port": cloud.port, "door_port": found.door_port, "code": emulator._code_fingerprint(found)}
    (tmp_path / "cloud.json").write_text(json.dumps(record | {"pid": 1}))
    monkeypatch.setattr(emulator, "running_process", lambda _: 1)
    return found


def stopped(places: Places) -> bool:
    raise InterruptedError("it was stopped")


def test_a_busy_cloud_is_waited_for(cloud: Cloud, places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emulator, "stop", stopped)
    cloud.silent = 5
    assert emulator.start(places) == "already running"


def test_one_that_stays_silent_is_started_anew(cloud: Cloud, places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emulator, "stop", stopped)
    monkeypatch.setattr(emulator, "BUSY_SECONDS", 0.3)
    cloud.silent = 1000
    with pytest.raises(InterruptedError):
        emulator.start(places)
