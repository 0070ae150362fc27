# The commands of a working day. `make help` lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test run lint format bench faults suites lock clean

help: ## List the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-8s %s\n", $$1, $$2 }'

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "ipscwatch needs Python 3.11 or newer: set PYTHON=python3.12 or the like"; exit 2; }
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "Python's venv module is missing: on Debian, apt-get install python3-venv"; exit 2; }

$(VENV)/runtime.done: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.done: requirements-dev.lock $(VENV)/runtime.done
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(VENV)/runtime.done ## Set up and run the watcher on the bundled newsroom, offline
	$(BIN)/ipscwatch demo

run: $(VENV)/runtime.done ## Run the live service on config/
	$(BIN)/ipscwatch run --home .

test: $(VENV)/dev.done ## Set up and run every test
	$(BIN)/pytest -n auto -rs

lint: $(VENV)/dev.done ## Style, types and the arrows between rooms
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev.done ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/dev.done ## Measure the figures of the README
	$(BIN)/python -m bench

faults: $(VENV)/dev.done ## Do to a running watcher what may happen to it (FAST=1: within five minutes; SEED=n)
	FAST=$(FAST) SEED=$(or $(SEED),20260520) $(BIN)/python -m bench.faults

suites: $(VENV)/dev.done ## Run over other projects' test data, where it is present
	$(BIN)/python -m bench suites

lock: ## Renew the hash-locked requirements (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group build -o requirements.lock pyproject.toml
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group dev -o requirements-dev.lock pyproject.toml

clean: ## Remove what the commands above made, but never state/
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
