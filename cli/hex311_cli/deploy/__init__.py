"""Bring a city's stack up. One module a job; `hex311_cli.commands.up` orders them."""
