"""The layers: pinned as in the app environment, small, and enough to import every function."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract.support.templates import ROOT, functions

DEPENDENCIES = ROOT / "layers" / "dependencies"
MOST_BYTES = 50 * 1024 * 1024
# What Lambda's own Python brings along.
RUNTIME = ("boto3", "botocore", "s3transfer", "urllib3", "dateutil", "six.py")


def pins(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s\\]+)", path.read_text(), re.MULTILINE))


def test_the_lock_has_what_was_asked_for_and_hashes() -> None:
    lock = (DEPENDENCIES / "requirements.txt").read_text()
    asked = pins(DEPENDENCIES / "requirements.in") | pins(DEPENDENCIES / "chalice.in")
    locked = pins(DEPENDENCIES / "requirements.txt")
    assert asked.items() <= locked.items()
    assert lock.count("==") <= lock.count("--hash=sha256:")


def test_the_app_environment_has_the_same_versions() -> None:
    """Otherwise tests would run other code than Lambda does."""
    locked, app = pins(DEPENDENCIES / "requirements.txt"), pins(ROOT / "requirements" / "app.lock")
    assert {name: version for name, version in locked.items() if app.get(name) != version} == {}


def test_the_layer_shadows_nothing_of_the_runtime() -> None:
    assert not {"boto3", "botocore", "urllib3", "s3transfer"} & set(pins(DEPENDENCIES / "requirements.txt"))


def test_the_lock_names_no_index() -> None:
    assert "://" not in (DEPENDENCIES / "requirements.txt").read_text()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The layers as `sam build` makes them."""
    made = {}
    for folder, target in (("dependencies", "DependenciesLayer"), ("core", "CoreLayer"), ("geo", "GeoLayer"),
                           ("imaging", "ImagingLayer")):  # fmt: skip
        made[folder] = tmp_path_factory.mktemp(folder)
        subprocess.run(
            ["make", "-s", "-C", str(ROOT / "layers" / folder), f"build-{target}", f"ARTIFACTS_DIR={made[folder]}"],
            check=True,
        )
    return made


@pytest.mark.slow
def test_the_layers_are_small(built: dict[str, Path]) -> None:
    small = [built["dependencies"], built["core"]]
    size = sum(path.stat().st_size for layer in small for path in layer.rglob("*") if path.is_file())
    assert size < MOST_BYTES


@pytest.mark.slow
def test_chalice_comes_as_a_router_only(built: dict[str, Path]) -> None:
    chalice = built["dependencies"] / "python" / "chalice"
    assert {path.name for path in chalice.iterdir()} == {"__init__.py", "app.py"}


@pytest.mark.slow
@pytest.mark.parametrize("folder", sorted(functions()))
def test_a_function_imports_with_the_layers_and_the_runtime_alone(
    folder: str, built: dict[str, Path], tmp_path: Path
) -> None:
    """The local cloud's own packages would hide a missing dependency."""
    import botocore

    installed = Path(botocore.__file__).parents[1]
    for name in RUNTIME:
        (tmp_path / name).symlink_to(installed / name)
    function = ROOT / "functions" / folder
    special = [
        built[layer] / "python"
        for layer, name in (("geo", "GeoLayer"), ("imaging", "ImagingLayer"))
        if {"Ref": name} in functions()[folder][2]["Layers"]
    ]
    paths = [function, built["dependencies"] / "python", built["core"] / "python", *special, tmp_path]
    module = functions()[folder][2]["Handler"].split(".")[0]
    code = f"import sys; sys.path[:0] = {[str(path) for path in paths]!r}; import {module}"
    environment = {"AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1", "PYTHONDONTWRITEBYTECODE": "1"}
    # -S leaves out this environment's packages
    answer = subprocess.run(
        [sys.executable, "-S", "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr


def test_one_function_alone_has_pillow() -> None:
    """What opens strangers' files sees nothing else, and nothing else opens strangers' files."""
    has = {folder for folder, (_, _, found) in functions().items() if {"Ref": "ImagingLayer"} in found["Layers"]}
    assert has == {"process_photo"}
    asked = pins(ROOT / "layers" / "imaging" / "requirements.in")
    assert asked == pins(ROOT / "layers" / "imaging" / "requirements.txt")
    assert asked.items() <= pins(ROOT / "requirements" / "app.lock").items()


@pytest.mark.slow
def test_the_layer_draws_a_picture(built: dict[str, Path]) -> None:
    """Pillow's own libraries must be those of Lambda's Python."""
    layers = [str(built[name] / "python") for name in ("core", "imaging")]
    code = (
        f"import sys, io; sys.path[:0] = {layers!r}; from PIL import Image; out = io.BytesIO();"
        "Image.new('RGB', (9, 9)).save(out, 'PNG');"
        "from hex311.adapters.pictures import PillowPictures; print(PillowPictures().redraw(out.getvalue()).width)"
    )
    answer = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=False)
    assert (answer.stdout, answer.returncode) == ("9\n", 0), answer.stderr
