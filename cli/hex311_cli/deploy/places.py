"""Where things are on this machine: folders of the checkout, ports, the AWS endpoint."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import hex311_cli

REGION = "us-east-1"
#: The local cloud takes any root key; on real AWS the usual profile decides.
LOCAL_CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


@dataclass(frozen=True)
class Places:
    """The checkout (`root`), the local cloud's folder and ports, and the endpoint every AWS call goes to.

    `own_cloud` is false when AWS_ENDPOINT_URL points to somebody else's emulator: it is then neither started
    nor stopped here.
    """

    root: Path
    state: Path
    gateway_port: int
    door_port: int
    endpoint: str
    own_cloud: bool

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Places:
        """Read HEX311_STATE_DIR, HEX311_CLOUD_PORT, HEX311_PORT and AWS_ENDPOINT_URL."""
        env = os.environ if environment is None else environment
        root = Path(hex311_cli.__file__).resolve().parents[2]
        gateway_port = int(env.get("HEX311_CLOUD_PORT", "4566"))
        own = f"http://127.0.0.1:{gateway_port}"
        endpoint = env.get("AWS_ENDPOINT_URL", own).rstrip("/")
        return cls(
            root=root,
            state=(root / env.get("HEX311_STATE_DIR", ".hex311/cloud")).resolve(),
            gateway_port=gateway_port,
            door_port=int(env.get("HEX311_PORT", "8311")),
            endpoint=endpoint,
            own_cloud=endpoint == own,
        )

    @property
    def build_folder(self) -> Path:
        """What `sam build` writes."""
        return self.root / ".aws-sam"

    @property
    def cloud_log(self) -> Path:
        """Everything the local cloud and its Lambda functions print."""
        return self.state / "cloud.log"

    def public_url(self, stack: str, main_stack: str = "hex311") -> str:
        """Base URL of a stack's front door, without a trailing slash."""
        host = "localhost" if stack == main_stack else f"{stack}.localhost"
        return f"http://{host}:{self.door_port}"

    def aws_environment(self) -> dict[str, str]:
        """The shell's environment, pointed at the endpoint; for child processes such as SAM."""
        return (
            dict(os.environ)
            | LOCAL_CREDENTIALS
            | {
                "AWS_ENDPOINT_URL": self.endpoint,
                "AWS_DEFAULT_REGION": REGION,
                "AWS_REGION": REGION,
                "SAM_CLI_TELEMETRY": "0",
            }
        )
