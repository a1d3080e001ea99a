# Every task of the project. `make up` starts the city, `make test` checks everything.
SHELL := /bin/bash
PY := .venv/bin/python
HEX := .venv/bin/hex311

.PHONY: venv bench-route
venv: .venv/.ready

.venv/.ready: requirements/app.lock pyproject.toml
	@echo "» app environment"
	@test -d .venv || python3.11 -m venv .venv
	@.venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/app.lock
	@.venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: cloud-env sam-env up down inbox demo
cloud-env: .cloud/ministack/.ready
sam-env: .cloud/sam/.ready

# The locks are complete (--no-deps): pip cannot follow extras between hashed pins.
.cloud/ministack/.ready: requirements/cloud.lock
	@echo "» local cloud environment"
	@test -d .cloud/ministack || python3.11 -m venv .cloud/ministack
	@.cloud/ministack/bin/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

.cloud/sam/.ready: requirements/sam.lock
	@echo "» SAM environment"
	@test -d .cloud/sam || python3.11 -m venv .cloud/sam
	@.cloud/sam/bin/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

up: venv
	@$(HEX) up

down: venv
	@$(HEX) down

inbox: venv
	@$(HEX) inbox

demo: venv
	@$(HEX) demo

# The web apps: built, checked, and the types of the API written anew. At once when nothing changed.
.PHONY: web web-check api-types
web: venv
	@$(HEX) web build

web-check: venv
	@$(HEX) web check

api-types: venv
	@$(HEX) web api-types

.PHONY: bench-tiles check lint types imports hooks lock test unit e2e e2e-full bench bench-road bench-overlay bench-nearby bench-estimates bench-basemap bench-workflow bench-open311 simulate
check: venv lint types imports

lint:
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .

types:
	@.venv/bin/mypy layers/core

imports:
	@.venv/bin/lint-imports

hooks: venv
	@.venv/bin/pre-commit install

# The lock files, anew from requirements/*.in.
lock: venv
	@for name in app sam cloud bench; do .venv/bin/uv pip compile --quiet --upgrade --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header requirements/$$name.in -o requirements/$$name.lock; done

# Everything: what it needs, the checks, then all tests up to the browser.
test: venv cloud-env sam-env check web-check web
	@tests/browser/setup.sh
	@.venv/bin/pytest --durations=15 -n 2 --dist loadfile -m "not full" tests/unit tests/contract tests/simulation conformance
	@.venv/bin/pytest tests/local
	@.venv/bin/pytest --durations=15 tests/integration -m "not full"

# The quick part, without the local cloud.
unit: venv
	@.venv/bin/pytest -n 2 --dist loadfile tests/unit tests/contract conformance

e2e: venv cloud-env sam-env
	@.venv/bin/pytest tests/integration -m "not full"

# With what takes minutes: a second city, Chicago, with its real layers and requests; back-fills that wait.
e2e-full: venv cloud-env sam-env
	@.venv/bin/pytest tests/integration

bench: bench-road bench-overlay bench-nearby bench-route bench-estimates bench-basemap bench-tiles bench-workflow bench-open311 bench-web bench-staff

bench-road: venv cloud-env sam-env
	@.venv/bin/python -m bench.road

# Takes Debian's PostGIS to compare with (installs it as root where it is missing). Some ten minutes; HEX311_POINTS.
bench-overlay: venv
	@.venv/bin/python -m bench.overlay

# Looking for duplicates, places and addresses; needs PostGIS to compare with. HEX311_SCHEDULES: a million unless given.
bench-nearby: venv
	@.venv/bin/python -m bench.nearby

# Field routes against the optimum and against PyVRP, in an environment of its own. HEX311_INSTANCES: 40 unless given.
bench-route: venv .bench/.ready
	@.venv/bin/python -m bench.route

.bench/.ready: requirements/bench.lock
	@echo "» environment of the route bench"
	@test -d .bench || python3.11 -m venv .bench
	@.bench/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@

# How many of the estimated dates come true, on a city's published history (HEX311_HISTORY).
bench-estimates: venv
	@.venv/bin/python -m bench.estimates

# Size and processor time of the base map and of layers as map layers.
bench-basemap: venv
	@.venv/bin/python -m bench.basemap

# A thousand cases open together on a local cloud of its own, and what a case costs. Some 20 minutes; HEX311_BENCH_CASES.
bench-workflow: venv cloud-env sam-env
	@.venv/bin/python -m bench.workflow

# What lists of requests cost: calls, read units, bytes, processor time, and what each filter reads for nothing.
bench-open311: venv
	@.venv/bin/python -m bench.open311

# The resident's app on a slow phone, and what its browser tests look at. Some ten minutes.
.PHONY: bench-web
bench-web: venv cloud-env sam-env web
	@tests/browser/setup.sh
	@.venv/bin/python -m bench.web

# The staff app: its size, ten thousand rows, every screen looked at; fails when a bar is broken (browser)
.PHONY: bench-staff
bench-staff: venv cloud-env sam-env web
	@tests/browser/setup.sh
	@.venv/bin/python -m bench.staff

# The live map against ST_AsMVT (needs PostGIS) and mapbox-vector-tile, and how fast a change is on it. HEX311_BENCH_POINTS.
bench-tiles: venv cloud-env sam-env
	@.venv/bin/python -m bench.tiles

# The long runs of the random tests: HEX311_SEEDS cities in trouble, HEX311_POINTS overlay answers against GEOS.
simulate: venv
	@HEX311_SEEDS=$${HEX311_SEEDS:-5000} HEX311_POINTS=$${HEX311_POINTS:-10000000} .venv/bin/pytest tests/simulation -q

# schemathesis and our own fuzzers over the whole API in one process. HEX311_FUZZ requests (20,000), HEX311_FUZZ_SEED.
.PHONY: fuzz
fuzz: venv
	@PYTHONPATH=.:layers/core:cli $(PY) -m tests.fuzz

# The demo city's data, made anew; the result is committed.
.PHONY: rivermark
rivermark: venv
	@$(PY) -m tools.rivermark cities/rivermark
