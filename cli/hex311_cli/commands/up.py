"""`hex311 up` and `hex311 down`: the whole city on this machine, in one command."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console

from hex311_cli.demo_cases.stories import has_stories
from hex311_cli.deploy import emulator
from hex311_cli.deploy.aws import client
from hex311_cli.deploy.build import Build, make_environments
from hex311_cli.deploy.city import publish_if_changed
from hex311_cli.deploy.places import Places
from hex311_cli.deploy.problems import DeployProblem, last_lines
from hex311_cli.deploy.stack import Stack, declared_parameters
from hex311_cli.deploy.staff import DEMO_PASSWORD, DemoUser, create_demo_users, demo_users
from hex311_cli.deploy.steps import Steps, show_problem
from hex311_cli.deploy.turns import one_at_a_time
from hex311_cli.deploy.webbuild import WebBuild
from hex311_cli.deploy.website import sign_in_config, upload_website
from hex311_cli.maptiles.origins import map_sources

console = Console(soft_wrap=True)


def up(
    city: Annotated[Path, typer.Option(help="City pack to publish.")] = Path("cities/rivermark"),
    stack: Annotated[str, typer.Option(help="Name of the stack; a second name is a second city.")] = "hex311",
    stage: Annotated[str, typer.Option(help="Stage parameter of the template.")] = "local",
    parameter: Annotated[
        list[str], typer.Option(help="Another parameter of the template, as Key=Value; may be repeated.")
    ] = [],  # noqa: B006 - Typer copies it
    demo_cases: Annotated[
        bool, typer.Option("--with-demo-cases/--without-demo-cases", help="Load the pack's demo cases, if it has any.")
    ] = True,
) -> None:
    """Start the local cloud, deploy the stack, publish the city; running it again changes only what changed."""
    places = Places.from_environment()
    pack = city if city.is_absolute() else places.root / city
    try:
        with one_at_a_time(places, _say_waiting):
            users = bring_up(places, pack, stack, stage, Steps(console), _parameters(parameter), demo_cases)
    except DeployProblem as problem:
        show_problem(console, problem)
        raise typer.Exit(1) from problem
    except (ClientError, BotoCoreError) as error:
        show_problem(
            console,
            DeployProblem(
                str(error),
                "read the log; hex311 down, then hex311 up again.",
                last_lines(places.cloud_log),
                places.cloud_log,
            ),
        )
        raise typer.Exit(1) from error
    _print_addresses(places, stack, users)


def _parameters(given: list[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    for name, equals, _ in pairs:
        if not (name and equals):
            raise typer.BadParameter(f"{name} is not of the form Key=Value, as in LimitAddressPerHour=1000")
    return {name: value for name, _, value in pairs}


def bring_up(
    places: Places,
    pack: Path,
    stack_name: str,
    stage: str,
    steps: Steps,
    parameters: Mapping[str, str] | None = None,
    demo_cases: bool = True,
) -> list[DemoUser]:
    """Every step in order; returns the demo logins. `parameters` of the template go before our own."""
    if not (pack / "city.yaml").exists():
        raise DeployProblem(f"There is no city pack in {pack}.", "name a folder with a city.yaml: --city PACK.")
    with steps.step("Environments"):
        make_environments(places)
    with steps.step("Local cloud") as step:
        step.say(emulator.start(places) if places.own_cloud else f"using {places.endpoint}")
    web = WebBuild(places)
    with steps.step("Web apps") as step:
        step.say(web.build())
    stack = Stack(client("cloudformation", places.endpoint), stack_name)
    _deploy(places, stack, stage, steps, {"MapSources": map_sources(pack), **(parameters or {})})
    outputs = stack.outputs()
    with steps.step("Web files") as step:
        uploaded, deleted = upload_website(
            client("s3", places.endpoint), web.parts, outputs["WebBucket"], sign_in_config(outputs, places.endpoint)
        )
        step.say(f"{uploaded} uploaded, {deleted} deleted")
    with steps.step("City") as step:
        step.say(publish_if_changed(places, pack, stack_name, outputs, step.say))
    users: list[DemoUser] = []
    if stage == "local":
        with steps.step("Demo staff") as step:
            users = demo_users(pack)
            created = create_demo_users(client("cognito-idp", places.endpoint), outputs["UserPoolId"], users)
            step.say(f"{created} created")
        if demo_cases and has_stories(pack):
            with steps.step("Demo cases") as step:
                step.say(_load_demo(pack, stack_name, step.say))
    with steps.step("Unfinished workflows") as step:
        step.say(_recover(outputs, stack_name))
    console.print(f"[dim]{steps.seconds:.1f} s in all[/]")
    return users


def _deploy(places: Places, stack: Stack, stage: str, steps: Steps, parameters: Mapping[str, str]) -> None:
    """Build, package and deploy, each only when needed."""
    build = Build(places)
    with steps.step("Build") as step:
        if build.is_current():
            step.say("unchanged")
        else:
            build.build()
    with steps.step(f"Stack {stack.name}") as step:
        # The pages also talk to the endpoint itself: uploads to S3, log-in at Cognito.
        offered = {
            "Stage": stage,
            "PublicUrl": places.public_url(stack.name),
            "ExtraConnectSources": places.endpoint,
        }
        if build.is_packaged():
            template = build.packaged.read_text()
            if stack.is_deployed(template, _accepted(template, offered, parameters)):
                step.say("unchanged")
                return
        step.say("packaging")
        build.package()
        step.say("deploying")
        template = build.packaged.read_text()
        step.say(stack.deploy(template, _accepted(template, offered, parameters)))


def _accepted(template: str, offered: Mapping[str, str], asked: Mapping[str, str]) -> dict[str, str]:
    """Those offered that the template declares, and those asked for, which it must declare."""
    declared = declared_parameters(template)
    unknown = ", ".join(sorted(set(asked) - declared))
    if unknown:
        raise DeployProblem(f"The template has no parameter {unknown}.", f"Use: {', '.join(sorted(declared))}.")
    return {name: value for name, value in offered.items() if name in declared} | dict(asked)


def _load_demo(pack: Path, stack: str, say: Callable[[str], None]) -> str:
    """The past of the demo city, unless it is there."""
    from hex311_cli.demo_cases.load import load_demo  # late: they import the whole core
    from hex311_cli.target import connect

    return load_demo(connect(stack), pack, say)


def _recover(outputs: dict[str, str], stack: str) -> str:
    """Start a successor for every request whose execution the last stop of the cloud ended."""
    from hex311_cli.commands import workflows  # late: it imports the whole core

    return f"{workflows.recover(outputs, stack)} taken up again"


def _print_addresses(places: Places, stack: str, users: list[DemoUser]) -> None:
    url = places.public_url(stack)
    console.print(f"\n  Residents  [bold]{url}/[/]")
    console.print(f"  Map        [bold]{url}/map/[/]")
    console.print(f"  Staff      [bold]{url}/staff/[/]")
    console.print(f"  Open311    {url}/open311/discovery.json")
    console.print(f"  AWS        {places.endpoint}  [dim](AWS_ENDPOINT_URL, keys test/test, us-east-1)[/]")
    if not users:
        return
    console.print(f"\n  Demo logins, password [bold]{DEMO_PASSWORD}[/]:")
    for user in users:
        console.print(f"    {user.email:<40} {user.role} {', '.join(user.departments)}", highlight=False)


def down(
    forget: Annotated[bool, typer.Option("--forget", help="Also delete all local data.")] = False,
) -> None:
    """Stop the local cloud; the data stays for the next `hex311 up`."""
    places = Places.from_environment()
    steps = Steps(console)
    try:
        with one_at_a_time(places, _say_waiting):
            with steps.step("Local cloud") as step:
                step.say("stopped, data kept" if emulator.stop(places) else "was not running")
            if forget and places.state.exists():
                with steps.step("Local data") as step:
                    shutil.rmtree(places.state, onerror=_unless_gone)
                    step.say("deleted")
    except DeployProblem as problem:
        show_problem(console, problem)
        raise typer.Exit(1) from problem


def _unless_gone(_call: object, _path: str, fault: tuple[object, BaseException, object]) -> None:
    """What a stopped cloud leaves is on its way out already: others delete there at the same time."""
    if not isinstance(fault[1], FileNotFoundError):
        raise fault[1]


def _say_waiting() -> None:
    console.print("Another hex311 up or down is at work; waiting for it.")
