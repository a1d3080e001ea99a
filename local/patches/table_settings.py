"""A table made by CloudFormation gets its time to live, its backups and its key.

ministack 1.5.33: drops TimeToLiveSpecification, PointInTimeRecoverySpecification and SSESpecification of
AWS::DynamoDB::Table, so nothing ever expires and DescribeTable shows no key.
AWS: sets all three. (Expired items go within days there, within a minute here.)
"""

from __future__ import annotations

from typing import Any

import ministack.services.cloudformation.provisioners as provisioners
import ministack.services.dynamodb as dynamodb

TABLE = "AWS::DynamoDB::Table"

_create = provisioners._ddb_create
_update = provisioners._ddb_update

Properties = dict[str, Any]


def _is_true(value: Any) -> bool:
    return str(value).lower() == "true"


def _apply_settings(table: str, properties: Properties) -> None:
    """Bring the three settings of a table in line with its properties."""
    time_to_live = properties.get("TimeToLiveSpecification")
    if time_to_live:
        dynamodb._ttl_settings[table] = {
            "TimeToLiveStatus": "ENABLED" if _is_true(time_to_live.get("Enabled")) else "DISABLED",
            "AttributeName": time_to_live.get("AttributeName", ""),
        }
    else:
        dynamodb._ttl_settings.pop(table, None)
    backups = properties.get("PointInTimeRecoverySpecification") or {}
    dynamodb._pitr_settings[table] = _is_true(backups.get("PointInTimeRecoveryEnabled"))
    encryption = properties.get("SSESpecification")
    if encryption:
        # CloudFormation calls SSEEnabled what the API calls Enabled.
        wanted = encryption | {"Enabled": _is_true(encryption.get("SSEEnabled"))}
        dynamodb._tables[table]["SSEDescription"] = dynamodb._sse_description_from_spec(wanted)


def _create_with_settings(logical_id: str, properties: Properties, stack: str) -> Any:
    name, attributes = _create(logical_id, properties, stack)
    _apply_settings(name, properties)
    return name, attributes


def _update_with_settings(
    physical_id: str, old: Properties, new: Properties, stack: str, logical_id: str | None = None
) -> Any:
    # The emulator would read SSESpecification in the API's spelling.
    without_key = [{key: value for key, value in each.items() if key != "SSESpecification"} for each in (old, new)]
    name, attributes = _update(physical_id, *without_key, stack, logical_id)
    _apply_settings(name, new)
    return name, attributes


def apply() -> None:
    """Replace the table's handlers, and the function a replacement calls."""
    provisioners._ddb_create = _create_with_settings
    provisioners._RESOURCE_HANDLERS[TABLE] |= {"create": _create_with_settings, "update": _update_with_settings}
