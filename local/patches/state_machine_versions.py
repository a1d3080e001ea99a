"""Versions and aliases of a state machine, as a template declares them, and executions that follow them.

ministack 1.5.33: has no AWS::StepFunctions::StateMachineVersion and StateMachineAlias (a stack with them fails); an
execution that was started by a version or an alias runs the newest definition; the right to start by an alias is
looked for at the alias.
AWS: both types exist (`AutoPublishAlias` makes them); an execution runs the version it was started by, also when the
alias points back to an older one; the right is the one at the state machine.
Not mended: DescribeExecution does not tell the version.
"""

from __future__ import annotations

import json
from contextvars import ContextVar
from typing import Any

import ministack.core.iam_actions as iam_actions
import ministack.services.cloudformation.provisioners as provisioners
import ministack.services.stepfunctions as step_functions
from ministack.core.responses import AccountRegionScopedDict

VERSION = "AWS::StepFunctions::StateMachineVersion"
ALIAS = "AWS::StepFunctions::StateMachineAlias"
#: Parts of an ARN `arn:aws:states:<region>:<account>:stateMachine:<name>` without a qualifier.
PARTS = 7

#: What the version holds that the execution of this thread was started by.
_snapshot: ContextVar[dict[str, Any] | None] = ContextVar("hex311_machine_version", default=None)

_start_execution = step_functions._start_execution
_extract_resource_arn = iam_actions.extract_resource_arn

Properties = dict[str, Any]


class _VersionedMachines(AccountRegionScopedDict):  # type: ignore[misc]
    """The machines; a thread that runs a version finds that version's definition and role."""

    __slots__ = ()

    def get(self, key: Any, default: Any = None) -> Any:
        machine, snapshot = super().get(key, default), _snapshot.get()
        return machine | snapshot if machine and snapshot else machine


def _said(response: Any) -> dict[str, Any]:
    """What the service's own function answered; ValueError with its words when it refused."""
    status, _, body = response
    if status >= 400:
        raise ValueError(f"Step Functions: {body!r}")
    answer: dict[str, Any] = json.loads(body or "{}")
    return answer


def _create_version(logical_id: str, properties: Properties, stack: str) -> tuple[str, Properties]:
    arn = _said(
        step_functions._publish_state_machine_version(
            {
                "stateMachineArn": properties["StateMachineArn"],
                "revisionId": properties.get("StateMachineRevisionId", ""),
                "description": properties.get("Description", ""),
            }
        )
    )["stateMachineVersionArn"]
    return arn, {"Arn": arn}


def _delete_version(physical_id: str, properties: Properties) -> None:
    step_functions._delete_state_machine_version({"stateMachineVersionArn": physical_id})


def _routing(properties: Properties) -> list[dict[str, Any]]:
    """All to the version of the deployment preference (it is shifted at once here), or as the routing says."""
    preference = properties.get("DeploymentPreference")
    if preference:
        return [{"stateMachineVersionArn": preference["StateMachineVersionArn"], "weight": 100}]
    return [
        {"stateMachineVersionArn": entry["StateMachineVersionArn"], "weight": int(entry["Weight"])}
        for entry in properties["RoutingConfiguration"]
    ]


def _create_alias(logical_id: str, properties: Properties, stack: str) -> tuple[str, Properties]:
    made = {
        "name": properties["Name"],
        "description": properties.get("Description", ""),
        "routingConfiguration": _routing(properties),
    }
    arn = _said(step_functions._create_state_machine_alias(made))["stateMachineAliasArn"]
    return arn, {"Arn": arn}


def _update_alias(physical_id: str, old: Properties, new: Properties, stack: str) -> tuple[str, Properties]:
    changed = {
        "stateMachineAliasArn": physical_id,
        "description": new.get("Description", ""),
        "routingConfiguration": _routing(new),
    }
    _said(step_functions._update_state_machine_alias(changed))
    return physical_id, {"Arn": physical_id}


def _delete_alias(physical_id: str, properties: Properties) -> None:
    step_functions._delete_state_machine_alias({"stateMachineAliasArn": physical_id})


def _start_by_version(data: dict[str, Any]) -> Any:
    """Start with the snapshot in this context, which the thread of the execution inherits."""
    asked = str(data.get("stateMachineArn", "")).split("#")[0]
    version = step_functions._state_machine_versions.get(step_functions._execution_version_arn(asked))
    token = _snapshot.set({key: version[key] for key in ("definition", "roleArn")} if version else None)
    try:
        return _start_execution(data)
    finally:
        _snapshot.reset(token)


def _resource_of(service: str, *arguments: Any, **named: Any) -> Any:
    """The machine itself where a version or an alias of it is asked for."""
    arn = _extract_resource_arn(service, *arguments, **named)
    if service == "states" and ":stateMachine:" in str(arn):
        return ":".join(str(arn).split(":")[:PARTS])
    return arn


def apply() -> None:
    """Register the two types, and let executions run what they were started by."""
    provisioners._RESOURCE_HANDLERS[VERSION] = {"create": _create_version, "delete": _delete_version}
    provisioners._RESOURCE_HANDLERS[ALIAS] = {
        "create": _create_alias,
        "update": _update_alias,
        "delete": _delete_alias,
    }
    provisioners._REPLACING_PROPERTIES |= {
        VERSION: ("StateMachineArn", "StateMachineRevisionId", "Description"),
        ALIAS: ("Name",),
    }
    step_functions._state_machines.__class__ = _VersionedMachines
    step_functions._start_execution = _start_by_version
    iam_actions.extract_resource_arn = _resource_of
