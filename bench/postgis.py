"""A PostGIS of our own for comparing: Debian's packages, a temporary cluster on a Unix socket, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

PACKAGES = ("postgresql", "postgis", "postgresql-postgis")
LONGEST_RUN_S = 3_600
"""The server is ended after this time, even when the bench was killed."""

SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "1GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "4GB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",
    "autovacuum": "off",
    "max_parallel_workers_per_gather": "0",
}
"""No durability and memory to spare: all that makes it fast here. Look-ups of a few rows gain nothing from jit."""

_USER = "postgres"
_TICK_S = 1 / os.sysconf("SC_CLK_TCK")


class NoPostgis(Exception):
    """PostGIS is not here and cannot be installed."""


@contextmanager
def postgis() -> Iterator[str]:
    """Start a server with an empty database that has PostGIS; yields the connection string."""
    programs = _programs() or _install()
    folder = Path(tempfile.mkdtemp(prefix="hex311-postgis-"))
    as_user = ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--clear-groups"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, _USER)
    data = folder / "data"
    server = None
    try:
        initdb = [programs / "initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run([*as_user, *initdb], check=True, stdout=subprocess.DEVNULL, cwd=folder)
        settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        command = ["timeout", "--signal=INT", str(LONGEST_RUN_S), programs / "postgres", "-D", data, "-k", folder]
        with (folder / "log").open("w") as log:
            server = subprocess.Popen([*as_user, *command, *settings], stdout=log, stderr=log, cwd=folder)
        address = f"host={folder} user={_USER} dbname=postgres"
        _wait(address, server, folder / "log")
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("create extension postgis")
        yield address
    finally:
        if server:
            server.send_signal(2)  # a fast shutdown: open sessions are ended
            server.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def backend_seconds(connection: psycopg.Connection[tuple[object, ...]]) -> float:
    """Processor time that the server has spent for this connection, in ticks of 10 ms."""
    fields = Path(f"/proc/{connection.info.backend_pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * _TICK_S


def _programs() -> Path | None:
    """The folder of the server's programs, when PostGIS is installed beside it."""
    for control in sorted(Path("/usr/share/postgresql").glob("*/extension/postgis.control"), reverse=True):
        programs = Path("/usr/lib/postgresql") / control.parts[4] / "bin"
        if (programs / "postgres").exists():
            return programs
    return None


def _install() -> Path:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise NoPostgis(f"PostGIS is needed to compare with: install {' and '.join(PACKAGES[:2])} (Debian's names).")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", *PACKAGES],
    ):
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, timeout=900)
    programs = _programs()
    if programs is None:
        raise NoPostgis("PostGIS was installed, but its programs are not where Debian puts them.")
    return programs


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(address).close()
            return
        except psycopg.OperationalError as fault:
            if server.poll() is not None or time.monotonic() > deadline:
                raise NoPostgis(f"PostGIS did not start: {log.read_text()[-500:]}") from fault
            time.sleep(0.1)
