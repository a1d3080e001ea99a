"""The environment of a function, read once, as one frozen object. Nothing else reads the environment."""

import os
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Settings:
    """Names of this stack's resources and its limits. A name that a function was not given is empty."""

    stage: str = "local"
    stack: str = "hex311"
    region: str = "us-east-1"
    cases_table: str = ""
    contacts_table: str = ""
    nearby_table: str = ""
    overlay_table: str = ""
    catalogue_table: str = ""
    limits_table: str = ""
    places_table: str = ""
    insights_table: str = ""
    deliveries_table: str = ""
    photos_table: str = ""
    audit_table: str = ""
    user_pool_id: str = ""
    photos_bucket: str = ""
    tiles_bucket: str = ""
    city_bucket: str = ""
    event_bus: str = ""
    state_machine_arn: str = ""
    import_machine_arn: str = ""
    widen_queue_url: str = ""
    sender_email: str = ""
    configuration_set: str = ""
    public_url_parameter: str = ""
    secret_arn: str = ""
    origin_secret_arn: str = ""
    webhook_keys_arn: str = ""
    limit_address_per_hour: int = 60
    limit_person_per_day: int = 20
    limit_place_per_hour: int = 20
    limit_mail_per_hour: int = 5

    @classmethod
    def from_env(cls) -> "Settings":
        """Read `HEX311_STAGE`, `HEX311_STACK`, `AWS_REGION` and, for the rest, the field's name in capitals."""
        names = {"stage": "HEX311_STAGE", "stack": "HEX311_STACK", "region": "AWS_REGION"}
        given: dict[str, str | int] = {}
        for field in fields(cls):
            value = os.environ.get(names.get(field.name, field.name.upper()))
            if value:
                given[field.name] = int(value) if field.type in (int, "int") else value
        return cls(**given)  # type: ignore[arg-type]
