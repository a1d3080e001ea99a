"""The web apps: npm's packages, the checks and the build, each only when something it reads changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from hex311_cli.deploy.fingerprint import fingerprint
from hex311_cli.deploy.places import Places
from hex311_cli.deploy.problems import DeployProblem
from hex311_cli.deploy.processes import run_logged

#: In web/: what npm and the build leave.
_NOT_READ = frozenset({".build", "node_modules"})


class WebBuild:
    """`web/` as a site in `web/.build/site`. What was last built or checked is remembered beside it, by its inputs."""

    def __init__(self, places: Places) -> None:
        self._folder = places.root / "web"
        self._made = self._folder / ".build"
        self._logs = places.root / ".hex311" / "logs"
        self._inputs = fingerprint(
            [child for child in sorted(self._folder.iterdir()) if child.name not in _NOT_READ], self._folder
        )
        self.site = self._made / "site"

    @property
    def parts(self) -> list[Path]:
        """The folders that are published together: the plain pages and what the build makes."""
        return [self._folder / "public", self.site]

    def is_done(self, what: str) -> bool:
        """Whether `what` (`build`, `check`) last read exactly these inputs."""
        record = self._made / f"{what}.inputs"
        done = record.exists() and record.read_text() == self._inputs
        return done and (what != "build" or self.site.exists())

    def build(self) -> str:
        """Build the site when it is not of these inputs; says what was done."""
        if self.is_done("build"):
            return "unchanged"
        self._packages()
        self._run("build", "mend what the lines above name in web/, then make web.")
        self._remember("build")
        return "built"

    def check(self) -> str:
        """Types, accessibility warnings of the compiler and the tests without a browser."""
        if self.is_done("check"):
            return "unchanged"
        self._packages()
        self._run("check", "mend what the lines above name in web/, then make web-check.")
        self._run("test", "mend what the lines above name in web/, then make web-check.")
        self._remember("check")
        return "in order"

    def api_types(self) -> None:
        """Write `web/lib/api/schema.d.ts` from the API's own description."""
        self._packages()
        self._run("api-types", "see whether hex311 openapi prints a description.")

    def _packages(self) -> None:
        """npm ci takes all away and fetches it again; it is only run when the lock is newer than what is there."""
        lock, there = self._folder / "package-lock.json", self._folder / "node_modules" / ".package-lock.json"
        if there.exists() and there.stat().st_mtime >= lock.stat().st_mtime:
            return
        if not shutil.which("npm"):
            raise DeployProblem("There is no npm here, which builds the web apps.", "install Node 20 or later.")
        self._npm(["ci", "--ignore-scripts", "--silent"], "npm ci", "see whether a package registry is reachable.")
        there.touch()

    def _run(self, script: str, mend: str) -> None:
        self._npm(["run", "--silent", script], f"npm run {script}", mend)

    def _npm(self, arguments: list[str], what: str, mend: str) -> None:
        run_logged(
            ["npm", *arguments],
            folder=self._folder,
            log=self._logs / f"web-{arguments[-1] if arguments[0] == 'run' else 'packages'}.log",
            environment=os.environ,
            what=what,
            mend=mend,
        )

    def _remember(self, what: str) -> None:
        self._made.mkdir(exist_ok=True)
        (self._made / f"{what}.inputs").write_text(self._inputs)
