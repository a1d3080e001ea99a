"""Which city a command speaks to: a stack on the local cloud, or, with HEX311_TARGET=aws, one in an AWS account."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from typing import Any

import boto3

from hex311.settings import Settings
from hex311.wiring import AwsPorts
from hex311_cli.deploy.places import LOCAL_CREDENTIALS, REGION, Places
from hex311_cli.deploy.problems import DeployProblem
from hex311_cli.deploy.stack import Stack
from hex311_cli.door import Door

#: Settings that come from an output of the root stack.
_OUTPUTS = {
    "cases_table": "CasesTable",
    "contacts_table": "ContactsTable",
    "nearby_table": "NearbyTable",
    "overlay_table": "OverlayTable",
    "catalogue_table": "CatalogueTable",
    "limits_table": "LimitsTable",
    "places_table": "PlacesTable",
    "insights_table": "InsightsTable",
    "deliveries_table": "DeliveriesTable",
    "webhook_keys_arn": "WebhookKeysArn",
    "photos_table": "PhotosTable",
    "audit_table": "AuditTable",
    "user_pool_id": "UserPoolId",
    "photos_bucket": "PhotosBucket",
    "tiles_bucket": "TilesBucket",
    "city_bucket": "CityBucket",
    "event_bus": "EventBusName",
    "state_machine_arn": "StateMachineArn",
    "secret_arn": "SecretArn",
    "public_url_parameter": "PublicUrlParameter",
}


@dataclass(frozen=True)
class Target:
    """A deployed city: the outputs of its stack, and how to reach it."""

    stack: str
    outputs: dict[str, str]
    door: Door
    is_local: bool

    def ports(self) -> AwsPorts:
        """The same adapters that the functions use, with this shell's rights."""
        return AwsPorts(settings_from(self.outputs, self.stack))


def connect(stack: str) -> Target:
    """Find the stack; raises `DeployProblem` when it is not there. Points this process's AWS calls at its cloud."""
    places = Places.from_environment()
    is_local = os.environ.get("HEX311_TARGET", "local") != "aws"
    if is_local:
        point_at(places)
    outputs = Stack(boto3.client("cloudformation"), stack).outputs()
    if not outputs:
        raise DeployProblem(f"There is no stack {stack}.", "hex311 up starts one; --stack names another.")
    door = Door.local(places.door_port, stack, outputs) if is_local else Door(outputs["PublicUrl"], outputs=outputs)
    return Target(stack, outputs, door, is_local)


def point_at(places: Places) -> None:
    """Send the AWS calls of this process to the local cloud."""
    os.environ.update(LOCAL_CREDENTIALS | {"AWS_ENDPOINT_URL": places.endpoint})
    os.environ.setdefault("AWS_DEFAULT_REGION", REGION)
    os.environ.setdefault("AWS_REGION", REGION)


def settings_from(outputs: dict[str, str], stack: str) -> Settings:
    known = {field.name for field in fields(Settings)}
    given: dict[str, Any] = {name: outputs[key] for name, key in _OUTPUTS.items() if key in outputs and name in known}
    return Settings(stack=stack, region=os.environ.get("AWS_REGION", REGION), **given)
