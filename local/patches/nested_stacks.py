"""Nested stacks: the child's Transform, its updates, and what a failed create leaves behind.

ministack 1.5.33: a child's template is deployed as it stands, so "Unsupported resource type:
AWS::Serverless::Function"; an update of a child forgets the attributes of every unchanged resource
("Requested attribute QueueName does not exist") and ends in UPDATE_ROLLBACK_FAILED; a child that fails to be
created stays, with all it had created, after the parent's roll-back.
AWS: transforms apply to children (CAPABILITY_AUTO_EXPAND); unchanged resources keep their attributes; a failed
create rolls the child back.
"""

from __future__ import annotations

from typing import Any

import ministack.services.cloudformation as cloudformation
import ministack.services.cloudformation.engine as engine
import ministack.services.cloudformation.provisioners as provisioners

STACK = "AWS::CloudFormation::Stack"

_parse_template = engine._parse_template
_update_resource = provisioners._update_resource
_create_child = provisioners._cfn_nested_stack_create


def _parse_and_transform(body: str) -> dict[str, Any]:
    """A child's template with its transforms applied. Only the nested deploy reads this late-bound name;
    the handlers of the top level hold the original and transform by themselves."""
    template: dict[str, Any] = engine._apply_transforms(_parse_template(body))
    if isinstance(template, engine._TransformFailed):
        raise ValueError(template.error)
    return template


def _update_with_attributes(
    resource_type: str,
    physical_id: str,
    old_properties: dict[str, Any],
    new_properties: dict[str, Any],
    stack_name: str,
    logical_id: str | None = None,
    old_attributes: dict[str, Any] | None = None,
) -> tuple[str, dict[str, Any]]:
    """The child's update passes no attributes; take them from its stored record."""
    if old_attributes is None:
        stack = cloudformation._stacks.get(stack_name) or {}
        record = (stack.get("_resources") or {}).get(logical_id) or {}
        old_attributes = record.get("Attributes")
    updated: tuple[str, dict[str, Any]] = _update_resource(
        resource_type, physical_id, old_properties, new_properties, stack_name, logical_id, old_attributes
    )
    return updated


def _create_or_clean_up(logical_id: str, properties: dict[str, Any], parent: str) -> Any:
    """Create the child; when that fails, delete what it had created before the error goes on."""
    try:
        return _create_child(logical_id, properties, parent)
    except Exception:
        failed = [
            name
            for name, stack in cloudformation._stacks.items()
            if stack.get("_parent_stack_name") == parent
            and name.startswith(f"{parent}-{logical_id}-")
            and stack.get("StackStatus") == "CREATE_FAILED"
        ]
        for name in failed:
            provisioners._cfn_nested_stack_delete(name, {})
        raise


def apply() -> None:
    """Replace the three functions of the nested deploy (the top level passes attributes already)."""
    engine._parse_template = _parse_and_transform
    provisioners._update_resource = _update_with_attributes
    provisioners._RESOURCE_HANDLERS[STACK]["create"] = _create_or_clean_up
