"""The demo's cases: read, lived, taken over, drawn on the map, counted, learned from. Once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from hex311.adapters.memory.ports import MemoryCatalogue, MemoryPorts
from hex311.adapters.pictures import PillowPictures
from hex311.domain.errors import TransientFault
from hex311.domain.picture import Redrawn
from hex311.ports import LimitPolicy, Ports
from hex311.usecases.archive_history import archive_history
from hex311.usecases.estimates import make_estimates
from hex311.usecases.refresh_map import refresh_map
from hex311_cli.demo_cases.lived_city import LivedCity
from hex311_cli.demo_cases.people import People, subjects_of
from hex311_cli.demo_cases.stories import PHOTOS, read_stories
from hex311_cli.demo_cases.take_over import Past, take_over
from hex311_cli.deploy.problems import DeployProblem
from hex311_cli.deploy.staff import demo_users
from hex311_cli.target import Target

#: Where a city keeps that its demo was loaded: with its data, so that it goes when they go.
NOTE = "demo/loaded.json"
PARALLEL = 4
_ROOMY = LimitPolicy(1_000_000, 1_000_000, 1_000_000, 1_000_000)


def is_loaded(s3: Any, city_bucket: str) -> bool:
    try:
        s3.head_object(Bucket=city_bucket, Key=NOTE)
    except ClientError as error:
        if error.response["Error"]["Code"] in {"NoSuchKey", "404"}:
            return False
        raise
    return True


def load_demo(target: Target, pack: Path, say: Callable[[str], None] = lambda text: None) -> str:
    """Load the demo's cases of a pack, unless they were loaded before; returns what was done.

    Cut off anywhere, the next call goes on: a case that stands is left as it is.
    """
    if not target.is_local:
        mend = "A city in an AWS account brings its own history over: hex311 cases import."
        raise DeployProblem("The demo's cases are for the local cloud only.", mend)
    s3, bucket = boto3.client("s3"), target.outputs["CityBucket"]
    if is_loaded(s3, bucket):
        return "unchanged"
    try:
        count, new = _loaded(target, pack, say)
    except (PynamoDBException, TransientFault, BotoCoreError, ClientError) as error:
        # A machine with too much to do: what stands stays.
        raise DeployProblem(
            f"The demo's cases are not all there: {error}", "the same command again goes on."
        ) from error
    s3.put_object(Bucket=bucket, Key=NOTE, Body=json.dumps({"cases": count, "at": int(time.time())}).encode())
    return f"{new} cases"


def _loaded(target: Target, pack: Path, say: Callable[[str], None]) -> tuple[int, int]:
    """How many cases the past has, and how many of them were new here."""
    say("living the past")
    workers = [target.ports() for _ in range(PARALLEL)]
    users, pool = demo_users(pack), target.outputs["UserPoolId"]
    past = live(workers[0], pack, People(users, subjects_of(boto3.client("cognito-idp"), pool)))
    say("taking them over")
    new = take_over(workers, past)
    say("drawing and counting")
    for fault in refresh_map(workers[0]).faults:
        raise fault
    archive_history(workers[0], everything=True)
    make_estimates(workers[0], lambda: True)
    return len(past.cases), new


def live(city: Ports, pack: Path, people: People) -> Past:
    """The past of the stories of a pack, up to now, on the ground (map layers, places, secrets) of a running city."""
    catalogue = city.catalogue.current()
    ports = MemoryPorts(
        catalogue=MemoryCatalogue({catalogue.version: catalogue}, catalogue.version),
        overlays=city.overlays,  # type: ignore[arg-type]
        secrets=city.secrets,
        limit_policy=_ROOMY,
        public_url=city.public_url,
    )
    ports.places = city.places  # type: ignore[assignment]
    pictures = read_pictures(pack)
    lived = LivedCity(ports, people, pictures, city.now())
    cases = lived.live(read_stories(pack))
    return Past(ports.store, cases, lived.photos, pictures, catalogue)


def read_pictures(pack: Path) -> Mapping[str, Redrawn]:
    """The drawn photos of a pack by name, as they are after an upload."""
    found = {file.stem: PillowPictures().redraw(file.read_bytes()) for file in sorted((pack / PHOTOS).glob("*.jpg"))}
    for name, drawn in found.items():
        if not isinstance(drawn, Redrawn):
            raise DeployProblem(f"The demo's photo {name} is refused: {drawn}.", "make rivermark draws it anew.")
    return {name: drawn for name, drawn in found.items() if isinstance(drawn, Redrawn)}
