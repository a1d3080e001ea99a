"""Create or update the root stack, and read what it gives out."""

from __future__ import annotations

import time
from typing import Any

import yaml
from botocore.exceptions import ClientError

from hex311_cli.deploy.problems import DeployProblem

CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
#: A stack in one of these holds nothing worth keeping and cannot be updated.
LEFTOVERS = frozenset({"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"})
GOOD = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"})


class _AnyTag(yaml.SafeLoader):
    """Reads a template without caring for its short functions (!Ref and the like)."""


_AnyTag.add_multi_constructor("!", lambda _loader, _suffix, _node: None)


def declared_parameters(template: str) -> frozenset[str]:
    """Names of the parameters a template declares."""
    parsed: dict[str, Any] = yaml.load(template, Loader=_AnyTag)
    return frozenset(parsed.get("Parameters") or {})


class Stack:
    """One root stack through a CloudFormation client."""

    def __init__(self, cloudformation: Any, name: str) -> None:
        self._cloudformation = cloudformation
        self.name = name

    def describe(self) -> dict[str, Any] | None:
        """Its description, or None when there is no such stack."""
        try:
            stacks: list[dict[str, Any]] = self._cloudformation.describe_stacks(StackName=self.name)["Stacks"]
        except ClientError as error:
            if "does not exist" in str(error):
                return None
            raise
        return stacks[0] if stacks else None

    def outputs(self) -> dict[str, str]:
        """Outputs by name; empty when it is not deployed."""
        described = self.describe() or {}
        return {item["OutputKey"]: item["OutputValue"] for item in described.get("Outputs", [])}

    def is_deployed(self, template: str, parameters: dict[str, str]) -> bool:
        """Whether exactly this template with these parameters is what stands."""
        described = self.describe()
        if described is None or described["StackStatus"] not in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}:
            return False
        given = {item["ParameterKey"]: item["ParameterValue"] for item in described.get("Parameters", [])}
        if any(given.get(name) != value for name, value in parameters.items()):
            return False
        standing = self._cloudformation.get_template(StackName=self.name, TemplateStage="Original")
        return bool(standing["TemplateBody"] == template)

    def deploy(self, template: str, parameters: dict[str, str]) -> str:
        """Create or update; returns what was done. DeployProblem names the resource that failed."""
        described = self.describe()
        if described and described["StackStatus"] in LEFTOVERS:
            self._cloudformation.delete_stack(StackName=self.name)
            self._wait()
            described = None
        if described and described["StackStatus"] == "DELETE_COMPLETE":
            described = None
        request = {
            "StackName": self.name,
            "TemplateBody": template,
            "Capabilities": CAPABILITIES,
            "Parameters": [{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()],
        }
        try:
            if described:
                self._cloudformation.update_stack(**request)
            else:
                self._cloudformation.create_stack(**request)
        except ClientError as error:
            if "No updates are to be performed" in str(error):
                return "unchanged"
            raise DeployProblem(
                f"The stack {self.name} was refused: {error}", "mend template.yaml or infra/, then hex311 up again."
            ) from error
        status = self._wait()
        if status not in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}:
            raise DeployProblem(
                f"The stack {self.name} ended as {status}.",
                "mend the resource named above, then hex311 up again; if the stack itself is stuck: "
                "hex311 down --forget (deletes all local data) and hex311 up.",
                self._failures(self.name),
            )
        return "updated" if described else "created"

    def _wait(self, seconds: float = 300.0) -> str:
        """Poll until the operation ended; the final status (DELETE_COMPLETE when it is gone)."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            described = self.describe()
            status = described["StackStatus"] if described else "DELETE_COMPLETE"
            if not status.endswith("IN_PROGRESS"):
                return str(status)
            time.sleep(0.05)
        raise DeployProblem(f"The stack {self.name} is still not done after {seconds:.0f} s.", "read the cloud log.")

    def _failures(self, name: str) -> list[str]:
        """`resource: reason` of what failed, children of nested stacks included."""
        events = self._cloudformation.describe_stack_events(StackName=name)["StackEvents"]
        lines: list[str] = []
        for event in reversed(events):
            if not event["ResourceStatus"].endswith("_FAILED") or event["LogicalResourceId"] == name:
                continue
            reason = event.get("ResourceStatusReason", "")
            lines.append(f"{name}/{event['LogicalResourceId']} ({event['ResourceType']}): {reason}")
            child = event.get("PhysicalResourceId", "")
            if event["ResourceType"] == "AWS::CloudFormation::Stack" and child and child != name:
                lines.extend(self._failures(child))
        return lines
