"""The templates as Python sees them: read with CloudFormation's short tags, and as SAM translates them."""

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import yaml

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = {"template": ROOT / "template.yaml"} | {path.stem: path for path in sorted((ROOT / "infra").glob("*.yaml"))}
# What stands for a value in a sample deployment, where a test needs text and not an expression.
PSEUDO = {
    "AWS::AccountId": "123456789012",
    "AWS::Partition": "aws",
    "AWS::Region": "us-east-1",
    "AWS::URLSuffix": "amazonaws.com",
    "StackName": "hex311",
}

Template = dict[str, Any]


class _Loader(yaml.SafeLoader):
    """YAML with `!Ref` and its like as the dictionaries they stand for."""


def _intrinsic(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)  # type: ignore[arg-type]
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


_Loader.add_multi_constructor("!", _intrinsic)


@cache
def _read(name: str) -> Template:
    return load(TEMPLATES[name])


def load(path: Path) -> Template:
    """A template file that need not be one of the city's own."""
    loaded: Template = yaml.load(path.read_text(), Loader=_Loader)
    return loaded


def read(name: str) -> Template:
    """A fresh copy of a template as it is written."""
    return copy.deepcopy(_read(name))


def resources(name: str, kind: str) -> dict[str, Template]:
    """Resources of one type by logical id, as written."""
    return {key: found for key, found in read(name)["Resources"].items() if found["Type"] == kind}


def everywhere(kind: str) -> dict[tuple[str, str], Template]:
    """Resources of one type in all translated templates, by (template, logical id)."""
    return {
        (name, key): found
        for name in TEMPLATES
        for key, found in translated(name)["Resources"].items()
        if found["Type"] == kind
    }


def functions() -> dict[str, tuple[str, str, Template]]:
    """Every function by its folder: (template, logical id, properties as written)."""
    found = {}
    for name in TEMPLATES:
        for key, resource in resources(name, "AWS::Serverless::Function").items():
            folder = resource["Properties"]["CodeUri"].rstrip("/").split("/")[-1]
            found[folder] = (name, key, resource["Properties"])
    return found


@cache
def _translated(name: str) -> str:
    from samtranslator.parser.parser import Parser
    from samtranslator.translator.arn_generator import ArnGenerator
    from samtranslator.translator.translator import Translator

    template = read(name)
    if "AWS::Serverless-2016-10-31" not in str(template.get("Transform")):
        return json.dumps(template)
    # What `sam package` puts there is an address in S3; the translator insists on one.
    for resource in template["Resources"].values():
        for key in {"CodeUri", "ContentUri", "DefinitionUri", "Location"} & set(resource.get("Properties", {})):
            resource["Properties"][key] = "s3://artifacts/key" if key != "Location" else "https://artifacts/key"
    parameters = {key: value.get("Default", "text") for key, value in template.get("Parameters", {}).items()}
    session = mock.Mock(region_name=PSEUDO["AWS::Region"])
    with mock.patch.object(ArnGenerator, "BOTO_SESSION_REGION_NAME", PSEUDO["AWS::Region"]):
        output = Translator({}, Parser(), None, session).translate(template, parameters)
    return json.dumps(output)


def translated(name: str) -> Template:
    """A fresh copy of a template as CloudFormation gets it after SAM's transform."""
    result: Template = json.loads(_translated(name))
    result.pop("Transform", None)
    return result


def text(value: Any) -> str:
    """An expression as text: `Ref` and `GetAtt` as `${Name}` and `${Name.Attribute}`, pseudo parameters by value."""
    if isinstance(value, str):
        return value
    if "Ref" in value:
        return PSEUDO.get(value["Ref"], f"${{{value['Ref']}}}")
    if "Fn::GetAtt" in value:
        attribute = value["Fn::GetAtt"]
        return f"${{{attribute if isinstance(attribute, str) else '.'.join(attribute)}}}"
    if "Fn::Join" in value:
        separator, parts = value["Fn::Join"]
        return str(separator.join(text(part) for part in parts))
    if "Fn::Sub" in value:
        pattern, names = value["Fn::Sub"] if isinstance(value["Fn::Sub"], list) else (value["Fn::Sub"], {})
        for name, filled in [*((key, text(part)) for key, part in names.items()), *PSEUDO.items()]:
            pattern = pattern.replace(f"${{{name}}}", filled)
        return str(pattern)
    if "Fn::Select" in value:
        return f"${{Select {value['Fn::Select'][0]} of {json.dumps(value['Fn::Select'][1])}}}"
    raise ValueError(f"cannot read {value}")
