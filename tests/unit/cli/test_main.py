"""The command line tells in plain words what stands in its way."""

import subprocess
import sys

import pytest

from tests.support.cloud import ROOT, free_port


@pytest.mark.parametrize("command", [("workflows", "list"), ("keys", "list"), ("deliveries", "list", "parks")])
def test_a_cloud_that_is_not_there_is_no_traceback(command: tuple[str, ...]) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "hex311_cli", *command],
        cwd=ROOT,
        env={"PATH": "", "HEX311_CLOUD_PORT": str(free_port()), "HEX311_PORT": str(free_port()), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told.returncode == 1
    assert told.stderr.startswith("The city's cloud does not answer.")
    assert "make up" in told.stderr
