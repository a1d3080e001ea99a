"""What the local cloud is told from outside, as one frozen dataclass."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# The only variables of the shell that reach the emulator, and through it every Lambda worker.
# Anything else (credentials, profiles, HEX311_* of a developer) would hide a missing setting.
INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "SSL_CERT_FILE")


@dataclass(frozen=True)
class CloudSettings:
    """Ports on 127.0.0.1, folders and switches of one local cloud.

    gateway_port: the AWS endpoint. door_port: the front door (0 = none).
    main_stack: the stack whose distribution answers on the bare front door.
    without: names of patches left out, for the tests that prove a patch is needed.
    autosave_seconds: how often changed state is written; 0 = only on a clean stop.
    """

    gateway_port: int
    door_port: int
    state_folder: Path
    main_stack: str
    without: frozenset[str]
    autosave_seconds: float

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> CloudSettings:
        """Read HEX311_CLOUD_PORT, HEX311_PORT, HEX311_STATE_DIR, HEX311_STACK, HEX311_LOCAL_WITHOUT
        (patch names, comma separated) and HEX311_AUTOSAVE_SECONDS."""
        names = environment.get("HEX311_LOCAL_WITHOUT", "").split(",")
        return cls(
            gateway_port=int(environment.get("HEX311_CLOUD_PORT", "4566")),
            door_port=int(environment.get("HEX311_PORT", "8311")),
            state_folder=Path(environment.get("HEX311_STATE_DIR", ".hex311/cloud")).resolve(),
            main_stack=environment.get("HEX311_STACK", "hex311"),
            without=frozenset(name.strip() for name in names if name.strip()),
            autosave_seconds=float(environment.get("HEX311_AUTOSAVE_SECONDS", "15")),
        )

    def emulator_environment(self, shell: Mapping[str, str]) -> dict[str, str]:
        """The whole environment the emulator (and its Lambda workers) will see."""
        kept = {name: shell[name] for name in INHERITED if name in shell}
        return kept | {
            "GATEWAY_PORT": str(self.gateway_port),
            "BIND_HOST": "127.0.0.1",
            "AUTH": "true",
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "PERSIST_STATE": "1",
            "STATE_DIR": str(self.state_folder / "state"),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(self.state_folder / "s3"),
            "LOG_LEVEL": shell.get("HEX311_CLOUD_LOG", "INFO"),
            "MINISTACK_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
            # A demo should not meet a cold start after every conversation (the emulator ends idle ones after 300).
            "LAMBDA_WARM_TTL_SECONDS": "1800",
            # Lambda runs in UTC on AWS.
            "TZ": "UTC",
            "TMPDIR": str(self.scratch_folder),
        }

    @property
    def scratch_folder(self) -> Path:
        """What lasts as long as the cloud runs. Each worker of a function unpacks its code and its layers there, up
        to 150 MB, and a cloud that is stopped or killed leaves them behind."""
        return self.state_folder / "scratch"

    def clear_scratch(self) -> None:
        """Forget what an earlier run left. A worker that is just ending may hold a file: that goes the next time."""
        for folder in self.state_folder.glob(f"{self.scratch_folder.name}*"):
            shutil.rmtree(folder, ignore_errors=True)

    def leave_scratch(self) -> None:
        """Have what lies there deleted, and do not wait for it: some GB take a while, and functions that still begin
        fill the folder as fast as it is emptied."""
        gone = self.scratch_folder.with_name(f"{self.scratch_folder.name}-{os.getpid()}")
        self.scratch_folder.rename(gone)
        subprocess.Popen(["rm", "-rf", str(gone)], start_new_session=True)


def adopt_environment(settings: CloudSettings) -> None:
    """Replace this process's environment; must happen before ministack is imported (it reads it once)."""
    wanted = settings.emulator_environment(dict(os.environ))
    os.environ.clear()
    os.environ.update(wanted)
