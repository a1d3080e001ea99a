"""Run another program with its output in a log file."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from hex311_cli.deploy.problems import DeployProblem, last_lines


def run_logged(
    command: Sequence[str], *, folder: Path, log: Path, environment: Mapping[str, str], what: str, mend: str
) -> None:
    """Run `command` in `folder`; DeployProblem with the end of the log when it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        done = subprocess.run(
            list(command), cwd=folder, env=dict(environment), stdout=output, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode:
        raise DeployProblem(f"{what} failed (exit {done.returncode}).", mend, last_lines(log), log)
