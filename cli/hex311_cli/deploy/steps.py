"""Show each step of a long command while it runs, and how long it took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.status import Status

from hex311_cli.deploy.problems import DeployProblem


class Step:
    """The step under way; `say` changes what is shown beside its name."""

    def __init__(self, name: str, status: Status) -> None:
        self.name = name
        self.note = ""
        self._status = status

    def say(self, note: str) -> None:
        """Show `note` beside the step, and keep the last one on its finished line."""
        self.note = note
        self._status.update(f"{escape(self.name)} [dim]{escape(note)}[/]")


class Steps:
    """A list of steps on one console."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.started = time.monotonic()

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Time one step. A failure is marked here and shown by `show_problem`."""
        begun = time.monotonic()
        with self.console.status(escape(name)) as status:
            step = Step(name, status)
            try:
                yield step
            except BaseException:
                self.console.print(f"[red]✘[/] {escape(name)}")
                raise
        seconds = time.monotonic() - begun
        note = f" [dim]{escape(step.note)}[/]" if step.note else ""
        self.console.print(f"[green]✔[/] {escape(name)}{note} [dim]{seconds:.1f} s[/]")

    @property
    def seconds(self) -> float:
        """Time since the first step."""
        return time.monotonic() - self.started


def show_problem(console: Console, problem: DeployProblem) -> None:
    """What failed, why, and how to mend it."""
    console.print(f"\n[bold red]{escape(problem.what)}[/]")
    for line in problem.lines:
        console.print(f"  [dim]{escape(line)}[/]", highlight=False)
    if problem.log:
        console.print(f"Whole log: {escape(str(problem.log))}", highlight=False)
    console.print(f"To mend: {escape(problem.mend)}", highlight=False)
