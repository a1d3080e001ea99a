"""Environments, `sam build` and `sam package`, each only when something it reads changed."""

from __future__ import annotations

import json
import os
from pathlib import Path

from hex311_cli.deploy.aws import client
from hex311_cli.deploy.fingerprint import fingerprint
from hex311_cli.deploy.places import Places
from hex311_cli.deploy.processes import run_logged

ARTIFACTS = "artifacts"
INPUTS = ("template.yaml", "infra", "functions", "layers", "statemachines", "cli/hex311_cli/overlay")


def _logs(places: Places) -> Path:
    return places.root / ".hex311" / "logs"


def _sam(places: Places) -> str:
    return str(places.root / ".cloud/sam/bin/sam")


def make_environments(places: Places) -> None:
    """The environments of SAM and of the local cloud, from their lock files (a moment when they are there)."""
    run_logged(
        ["make", "-s", "-j2", "cloud-env", "sam-env"],
        folder=places.root,
        log=_logs(places) / "environments.log",
        environment=os.environ,
        what="Making the Python environments",
        mend="check that python3.11 and a package index are reachable, then run make cloud-env sam-env.",
    )


class Build:
    """The build of the template, remembered in `.aws-sam/hex311.json` as {inputs, packaged}."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._record = places.build_folder / "hex311.json"
        self.packaged = places.build_folder / "packaged.yaml"
        self._inputs = fingerprint([places.root / name for name in INPUTS], places.root)

    def _remembered(self) -> dict[str, str]:
        if not self._record.exists():
            return {}
        found: dict[str, str] = json.loads(self._record.read_text())
        return found

    def is_current(self) -> bool:
        """Whether the last build read exactly these inputs."""
        template = self._places.build_folder / "build" / "template.yaml"
        return template.exists() and self._remembered().get("inputs") == self._inputs

    def is_packaged(self) -> bool:
        """Whether `packaged` is of these inputs and this endpoint (its S3 addresses name it)."""
        wanted = f"{self._inputs} {self._places.endpoint}"
        return self.packaged.exists() and self._remembered().get("packaged") == wanted

    def build(self) -> None:
        """`sam build`, cached per function and layer."""
        environment = self._places.aws_environment()
        # The builder wants a python3.11 with pip first on the path.
        environment["PATH"] = f"{self._places.root / '.venv/bin'}:{environment['PATH']}"
        run_logged(
            [_sam(self._places), "build", "--cached", "--parallel", "--template", "template.yaml"],
            folder=self._places.root,
            log=_logs(self._places) / "sam-build.log",
            environment=environment,
            what="sam build",
            mend="mend what the lines above name (template.yaml, infra/, functions/, layers/), then hex311 up again.",
        )
        self._record.write_text(json.dumps({"inputs": self._inputs}))

    def package(self) -> None:
        """Upload code and child templates to the artifacts bucket; writes `packaged`."""
        client("s3", self._places.endpoint).create_bucket(Bucket=ARTIFACTS)
        run_logged(
            [
                _sam(self._places), "package", "--s3-bucket", ARTIFACTS, "--no-progressbar",
                "--template-file", str(self._places.build_folder / "build" / "template.yaml"),
                "--output-template-file", str(self.packaged),
            ],
            folder=self._places.root,
            log=_logs(self._places) / "sam-package.log",
            environment=self._places.aws_environment(),
            what="sam package",
            mend="check that the local cloud answers (hex311 down; hex311 up).",
        )  # fmt: skip
        record = {"inputs": self._inputs, "packaged": f"{self._inputs} {self._places.endpoint}"}
        self._record.write_text(json.dumps(record))
