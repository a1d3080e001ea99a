"""A local cloud of its own for tests: free ports, a temporary state folder, a few shortcuts."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import URLError
from urllib.request import urlopen

import boto3
from botocore.config import Config

ROOT = Path(__file__).parents[2]
REGION = "us-east-1"
TRUST = {"Statement": [{"Effect": "Allow", "Principal": {"Service": "*"}, "Action": "sts:AssumeRole"}]}
EVERYTHING = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}

Found = TypeVar("Found")


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(find: Callable[[], Found | None], seconds: float = 15.0) -> Found:
    """Call `find` until it gives something; AssertionError when the time is over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = find()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"not seen within {seconds:.0f} s: {find}")


class LocalCloud:
    """One launcher process and clients for it. HEX311_LOCAL_WITHOUT of the shell reaches it."""

    def __init__(self, folder: Path, autosave_seconds: float = 0.0) -> None:
        self.folder = folder
        self.port, self.door_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.door = f"http://127.0.0.1:{self.door_port}"
        self._autosave = autosave_seconds
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        python = ROOT / ".cloud/ministack/bin/python"
        assert python.exists(), "no environment for the local cloud: make cloud-env"
        environment = dict(os.environ) | {
            "HEX311_CLOUD_PORT": str(self.port),
            "HEX311_PORT": str(self.door_port),
            "HEX311_STATE_DIR": str(self.folder),
            "HEX311_STACK": "main",
            "HEX311_AUTOSAVE_SECONDS": str(self._autosave),
        }
        with (self.folder / "cloud.log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(python), "-m", "local.launcher"], cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        wait_for(self._answers, 30)

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, (self.folder / "cloud.log").read_text()[-2000:]
        try:
            with urlopen(f"{self.url}/_ministack/health", timeout=2):
                return True
        except (URLError, OSError):
            return False

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop it; with SIGTERM its state is saved."""
        assert self._process is not None
        self._process.send_signal(how)
        self._process.wait(30)

    def client(self, service: str) -> Any:
        """A boto3 client with the key everybody may use (the root of the account)."""
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(retries={"max_attempts": 1}, read_timeout=60, signature_version="v4"),
        )

    def role(self) -> str:
        """ARN of a role that may do everything, made on first use."""
        iam = self.client("iam")
        try:
            made = iam.create_role(RoleName="everything", AssumeRolePolicyDocument=json.dumps(TRUST))
        except iam.exceptions.EntityAlreadyExistsException:
            return str(iam.get_role(RoleName="everything")["Role"]["Arn"])
        iam.put_role_policy(RoleName="everything", PolicyName="all", PolicyDocument=json.dumps(EVERYTHING))
        return str(made["Role"]["Arn"])

    def function(self, name: str, source: str, **options: Any) -> str:
        """ARN of a new Lambda function `handler(event, context)` in `source`."""
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("code.py", source)
        made = self.client("lambda").create_function(
            FunctionName=name,
            Runtime="python3.11",
            Handler="code.handler",
            Role=self.role(),
            Code={"ZipFile": content.getvalue()},
            **options,
        )
        return str(made["FunctionArn"])

    def let_apis_invoke(self, name: str) -> None:
        """Allow API Gateway to invoke a function."""
        self.client("lambda").add_permission(
            FunctionName=name,
            StatementId="apis",
            Action="lambda:InvokeFunction",
            Principal="apigateway.amazonaws.com",
            SourceArn=f"arn:aws:execute-api:{REGION}:000000000000:*",
        )

    def queue(self, name: str) -> tuple[str, str]:
        """Address and ARN of a new queue that takes events of any rule."""
        sqs, arn = self.client("sqs"), f"arn:aws:sqs:{REGION}:000000000000:{name}"
        allow = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage"}
        policy = json.dumps({"Statement": [allow | {"Resource": arn}]})
        return str(sqs.create_queue(QueueName=name, Attributes={"Policy": policy})["QueueUrl"]), arn

    def invoke(self, name: str, event: Any = None) -> Any:
        """What a function answers (its error report when it raised)."""
        answer = self.client("lambda").invoke(FunctionName=name, Payload=json.dumps(event or {}).encode())
        return json.loads(answer["Payload"].read())

    def stack(self, name: str, template: dict[str, Any], **options: Any) -> dict[str, str]:
        """Create or update a stack and wait; its outputs, and `status` and `reason`."""
        cloudformation = self.client("cloudformation")
        names = {stack["StackName"] for stack in cloudformation.describe_stacks()["Stacks"]}
        act = cloudformation.update_stack if name in names else cloudformation.create_stack
        act(
            StackName=name,
            TemplateBody=json.dumps(template),
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
            **options,
        )

        def ended() -> dict[str, Any] | None:
            stack: dict[str, Any] = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
            return None if stack["StackStatus"].endswith("IN_PROGRESS") else stack

        stack = wait_for(ended, 30)
        outputs = {item["OutputKey"]: item["OutputValue"] for item in stack.get("Outputs", [])}
        return outputs | {"status": stack["StackStatus"], "reason": stack.get("StackStatusReason", "")}

    def run(self, definition: dict[str, Any], given: Any = None, seconds: float = 10.0) -> dict[str, Any]:
        """Run a state machine to its end; the description of the execution."""
        arn = self.start_execution(definition, given)
        client = self.client("stepfunctions")

        def ended() -> dict[str, Any] | None:
            described: dict[str, Any] = client.describe_execution(executionArn=arn)
            return None if described["status"] == "RUNNING" else described

        return wait_for(ended, seconds)

    def start_execution(self, definition: dict[str, Any], given: Any = None) -> str:
        """Make a state machine and start it; ARN of the execution."""
        client = self.client("stepfunctions")
        name = f"machine{time.monotonic_ns()}"
        machine = client.create_state_machine(name=name, definition=json.dumps(definition), roleArn=self.role())
        started = client.start_execution(stateMachineArn=machine["stateMachineArn"], input=json.dumps(given or {}))
        return str(started["executionArn"])
