"""Bring a city's stack up: build, local cloud, stack, web files, staff. One module a job; `commands/up.py` orders them."""
