"""Publish the city pack when it is not the one that stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from hex311_cli import maptiles
from hex311_cli.deploy.aws import client
from hex311_cli.deploy.build import ARTIFACTS
from hex311_cli.deploy.fingerprint import fingerprint
from hex311_cli.deploy.places import Places
from hex311_cli.deploy.problems import DeployProblem


def _published(s3: Any, key: str) -> dict[str, str]:
    """What the last publication noted; empty before the first."""
    try:
        noted: dict[str, str] = json.loads(s3.get_object(Bucket=ARTIFACTS, Key=key)["Body"].read())
    except ClientError as error:
        if error.response["Error"]["Code"] in {"NoSuchKey", "404"}:
            return {}
        raise
    return noted


def _drawing() -> str:
    """How maps are drawn: after another way, the map of the same pack is another one."""
    folder = Path(maptiles.__file__).parent
    return fingerprint([folder], folder)


def publish_if_changed(
    places: Places, pack: Path, stack: str, outputs: dict[str, str], progress: Callable[[str], None]
) -> str:
    """Publish `pack` unless it already stands in the stack's catalogue; returns what was done.

    The note of what stands lies in the cloud itself, with the catalogue table's name: it goes when the
    data goes.
    """
    s3 = client("s3", places.endpoint)
    key = f"published/{stack}.json"
    wanted = {"pack": fingerprint([pack], pack), "catalogue": outputs["CatalogueTable"], "map": _drawing()}
    if _published(s3, key) == wanted:
        return "unchanged"
    from hex311_cli.catalogue import OvertakenPublication
    from hex311_cli.overlay.sources import LayerError  # late: they import the whole core
    from hex311_cli.pack import PackErrors
    from hex311_cli.places.publish import PlacesOvertaken
    from hex311_cli.publish import publish_pack

    try:
        publish_pack(pack, outputs, progress)
    except PackErrors as errors:
        lines = [str(problem) for problem in errors.problems[:15]]
        what = f"The city pack {pack} has {len(errors.problems)} things to mend."
        raise DeployProblem(what, f"mend them; hex311 city check {pack} lists all.", lines) from errors
    except LayerError as error:
        what = f"A layer of the city pack {pack} cannot be indexed."
        raise DeployProblem(what, "mend the layer's file, then hex311 up again.", [str(error)]) from error
    except (OvertakenPublication, PlacesOvertaken) as error:
        raise DeployProblem("Somebody else published this city meanwhile.", "hex311 up again.") from error
    s3.put_object(Bucket=ARTIFACTS, Key=key, Body=json.dumps(wanted).encode())
    return "published"
