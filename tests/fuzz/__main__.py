"""`make fuzz`: the whole run with its table; ends with 1 when anything is wrong.

HEX311_FUZZ: how many requests (20,000 unless given). `--seed`: another run. `--call`: one call at
a door again (`--door`), with `--tables` at the city on DynamoDB's interpreter.
"""

import argparse
import os
import sys
import time

from tests.fuzz.run import DOORS, again, fuzz

USUAL = 20_000
#: One of so many requests goes to the city on DynamoDB's interpreter.
OF_TABLES = 20


def main() -> int:
    """The exit code."""
    reader = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    reader.add_argument("--seed", type=int, default=int(os.environ.get("HEX311_FUZZ_SEED") or 1))
    reader.add_argument("--door", choices=sorted(DOORS), default="open311")
    reader.add_argument("--call", type=int)
    reader.add_argument("--tables", action="store_true")
    wanted = reader.parse_args()
    began = time.monotonic()
    if wanted.call is not None:
        tally = again(wanted.door, wanted.seed, wanted.call, wanted.tables)
        print("\n".join(tally.lines()))
        return 1 if tally.violations or tally.failures else 0
    requests = int(os.environ.get("HEX311_FUZZ") or USUAL)
    tally = fuzz(requests, wanted.seed, on_tables=requests // OF_TABLES)
    print("\n".join(tally.lines()))
    print(f"seed {wanted.seed}, {time.monotonic() - began:.0f} s")
    return 0 if tally.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
