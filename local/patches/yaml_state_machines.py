"""A state machine's definition file may be YAML.

ministack 1.5.33: only JSON is parsed; a YAML file deploys and then every execution fails with
"InvalidDefinition Could not parse state machine definition".
AWS: CloudFormation takes JSON or YAML at DefinitionS3Location, and `sam package` uploads DefinitionUri as it is.
"""

from __future__ import annotations

import json
from typing import Any

import ministack.services.cloudformation.provisioners as provisioners
import yaml

_definition = provisioners._sfn_definition


def _json_definition(properties: dict[str, Any]) -> str:
    """The definition as JSON text, whatever it was written in."""
    text: str = _definition(properties)
    try:
        json.loads(text)
    except ValueError:
        return json.dumps(yaml.safe_load(text))
    return text


def apply() -> None:
    """Replace the one function every path to a definition goes through."""
    provisioners._sfn_definition = _json_definition
