"""A whole city on the local cloud for the tests that come in through the front door."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hex311_cli.door import Door
from hex311_cli.target import Target, connect

ROOT = Path(__file__).resolve().parents[2]
UP_SECONDS = 600
#: The tests file hundreds of reports from one address; the limits have tests of their own.
ROOMY = ("LimitAddressPerHour=1000000", "LimitPlacePerHour=1000000", "LimitPersonPerDay=1000")
#: The tests count what they filed themselves; `test_demo_cases.py` loads the demo's cases into a city of its own.
EMPTY = "--without-demo-cases"


@dataclass(frozen=True)
class CloudCity:
    """A running stack: `environment` holds the ports and folders of its cloud for child processes."""

    target: Target
    environment: dict[str, str]

    @property
    def door(self) -> Door:
        return self.target.door

    @property
    def up_arguments(self) -> list[str]:
        """The options this city was started with."""
        return [EMPTY, *parameters(ROOMY)]

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.environment['HEX311_PORT']}"

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.environment['HEX311_CLOUD_PORT']}"

    @property
    def outputs(self) -> dict[str, str]:
        return self.target.outputs

    def hex311(self, *arguments: str, seconds: float = UP_SECONDS) -> str:
        """Run the command line against this cloud; the test fails with its output when it fails."""
        return run_hex311(self.environment, *arguments, seconds=seconds)


def run_hex311(environment: dict[str, str], *arguments: str, seconds: float = UP_SECONDS) -> str:
    command = [sys.executable, "-m", "hex311_cli", *arguments]
    done = subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, timeout=seconds, check=False
    )
    if done.returncode:
        raise AssertionError(f"hex311 {' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


@contextmanager
def city_on_a_cloud() -> Iterator[CloudCity]:
    """Start a cloud of its own on free ports with the demo city; with HEX311_TEST_RUNNING=1 use the one that runs."""
    if os.environ.get("HEX311_TEST_RUNNING"):
        running = {
            "HEX311_PORT": os.environ.get("HEX311_PORT", "8311"),
            "HEX311_CLOUD_PORT": os.environ.get("HEX311_CLOUD_PORT", "4566"),
        }
        yield CloudCity(connect("hex311"), running)
        return
    with tempfile.TemporaryDirectory(prefix="hex311-test-") as folder:
        environment = {
            "HEX311_PORT": str(free_port()),
            "HEX311_CLOUD_PORT": str(free_port()),
            "HEX311_STATE_DIR": folder,
        }
        before = {name: os.environ.get(name) for name in (*environment, "AWS_ENDPOINT_URL")}
        os.environ.update(environment)
        os.environ.pop("AWS_ENDPOINT_URL", None)
        try:
            run_hex311(environment, "up", EMPTY, *parameters(ROOMY))
            yield CloudCity(connect("hex311"), environment)
        finally:
            os.environ.pop("AWS_ENDPOINT_URL", None)
            run_hex311(environment, "down", "--forget")
            for name, value in before.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value


def parameters(pairs: tuple[str, ...]) -> list[str]:
    return [word for pair in pairs for word in ("--parameter", pair)]


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: Any = probe.getsockname()[1]
    return int(port)
