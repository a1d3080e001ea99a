"""boto3 clients for the endpoint in use."""

from __future__ import annotations

from functools import cache
from typing import Any

import boto3
from botocore.config import Config

from hex311_cli.deploy.places import LOCAL_CREDENTIALS, REGION, Places

_CONFIG = Config(retries={"max_attempts": 3, "mode": "standard"}, connect_timeout=5, read_timeout=120)


@cache
def client(service: str, endpoint: str) -> Any:
    """A client of `service` at `endpoint` (one per process)."""
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id=LOCAL_CREDENTIALS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=LOCAL_CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        config=_CONFIG,
    )


def local_client(service: str) -> Any:
    """A client of `service` at the endpoint the environment names."""
    return client(service, Places.from_environment().endpoint)
