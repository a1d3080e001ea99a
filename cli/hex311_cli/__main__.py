"""`python -m hex311_cli`: the same as `hex311`."""

from hex311_cli.main import run

run()
