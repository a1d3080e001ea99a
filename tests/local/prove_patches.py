"""Leave each patch out in turn and see its tests fail: `python -m tests.local.prove_patches [name ...]`.

A patch whose tests pass without it is either no longer needed or not tested. Takes some minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from local.patches import NAMES

HERE = Path(__file__).parent


def is_proved(patch: str) -> bool:
    """Whether a test named for the patch fails without it."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", str(HERE), "-k", f"test_{patch}"],
        env=dict(os.environ) | {"HEX311_LOCAL_WITHOUT": patch},
        capture_output=True,
        text=True,
        check=False,
    )
    # 1: tests ran and some failed; 5: no test has this name.
    return done.returncode == 1


def main() -> None:
    """Exit status 1 when any patch is not proved."""
    missing = [patch for patch in sys.argv[1:] or NAMES if not _report(patch)]
    sys.exit(1 if missing else 0)


def _report(patch: str) -> bool:
    proved = is_proved(patch)
    print(f"{patch}: {'fails without it' if proved else 'NOT PROVED'}", flush=True)
    return proved


if __name__ == "__main__":
    main()
