"""Start and stop the local cloud in the background."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from hex311_cli.deploy.fingerprint import fingerprint
from hex311_cli.deploy.places import Places
from hex311_cli.deploy.problems import DeployProblem, last_lines

# With a state to read again, on a machine that has much else to do. One that ends is not waited for.
START_SECONDS = 120.0
# One that has much to do answers late. Restarting it would break off what it does.
BUSY_SECONDS = 60.0
STOP_SECONDS = 60.0


def _record(places: Places) -> Path:
    return places.state / "cloud.json"


def running_process(places: Places) -> int | None:
    """Process id of the local cloud of this state folder, or None."""
    try:
        pid = int(json.loads(_record(places).read_text())["pid"])
        command = Path(f"/proc/{pid}/cmdline")
        if command.exists():
            return pid if b"local.launcher" in command.read_bytes() else None
        os.kill(pid, 0)  # no /proc on this system: trust the id if something lives under it
    except (OSError, ValueError, KeyError):
        return None
    return pid


def _answers(places: Places) -> bool:
    try:
        with urlopen(f"{places.endpoint}/_ministack/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _answers_within(places: Places, seconds: float, lives: Callable[[], bool] = lambda: True) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and lives():
        if _answers(places):
            return True
        time.sleep(0.05)
    return False


def _code_fingerprint(places: Places) -> str:
    lock = places.root / "requirements" / "cloud.lock"
    return fingerprint([places.root / "local", lock], places.root)


def start(places: Places) -> str:
    """Start it unless it runs already with this code and these ports; returns what was done."""
    wanted = {
        "gateway_port": places.gateway_port,
        "door_port": places.door_port,
        "code": _code_fingerprint(places),
    }
    reason = "started"
    if running_process(places) is not None:
        kept = json.loads(_record(places).read_text())
        if all(kept.get(key) == value for key, value in wanted.items()) and _answers_within(places, BUSY_SECONDS):
            return "already running"
        stop(places)
        reason = "restarted: its code or ports changed, or it did not answer"
    _refuse_taken_ports(places)
    places.state.mkdir(parents=True, exist_ok=True)
    environment = dict(os.environ) | {
        "HEX311_CLOUD_PORT": str(places.gateway_port),
        "HEX311_PORT": str(places.door_port),
        "HEX311_STATE_DIR": str(places.state),
        "HEX311_STACK": "hex311",
    }
    with places.cloud_log.open("ab") as log:
        process = subprocess.Popen(
            [str(places.root / ".cloud/ministack/bin/python"), "-m", "local.launcher"],
            cwd=places.root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    _record(places).write_text(json.dumps(wanted | {"pid": process.pid}))
    _wait_until_it_answers(places, process)
    return reason


def _refuse_taken_ports(places: Places) -> None:
    """Say which port is taken, before another program's answer is taken for ours."""
    for variable, port in (("HEX311_CLOUD_PORT", places.gateway_port), ("HEX311_PORT", places.door_port)):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                raise DeployProblem(
                    f"Port {port} on 127.0.0.1 is taken by another program.",
                    f"stop that program, or choose a free port: {variable}={port + 10} hex311 up",
                )


def _wait_until_it_answers(places: Places, process: subprocess.Popen[bytes]) -> None:
    if _answers_within(places, START_SECONDS, lambda: process.poll() is None):
        return
    raise DeployProblem(
        "The local cloud did not start.",
        "free the ports it names (HEX311_CLOUD_PORT, HEX311_PORT), or make cloud-env, then hex311 up again.",
        last_lines(places.cloud_log),
        places.cloud_log,
    )


def stop(places: Places) -> bool:
    """Stop it and wait until its state is saved; False when it was not running."""
    pid = running_process(places)
    if pid is None:
        return False
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while running_process(places) is not None:
        if time.monotonic() > deadline:
            raise DeployProblem(
                f"The local cloud (process {pid}) did not stop in {STOP_SECONDS:.0f} s.",
                f"read its log, then kill -9 {pid} (what changed since the last autosave is lost).",
                last_lines(places.cloud_log),
                places.cloud_log,
            )
        _reap(pid)
        time.sleep(0.05)
    _record(places).unlink(missing_ok=True)
    return True


def _reap(pid: int) -> None:
    """Collect it when it is our own child, so that it does not stay as a zombie."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return
