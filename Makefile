# Every task of the project. `make up` starts the city, `make test` checks everything.
SHELL := /bin/bash
PY := .venv/bin/python
HEX := .venv/bin/hex311

.PHONY: venv
venv: .venv/.ready

.venv/.ready: requirements/app.lock pyproject.toml
	@echo "» app environment"
	@test -d .venv || python3.11 -m venv .venv
	@.venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/app.lock
	@.venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
