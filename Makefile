# Two commands on a fresh machine:   make run   and   make test
# `make run ARGS="--store /tmp/x.db"` passes arguments on. Python 3.11 or newer is all it needs.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
SETUP := pyproject.toml constraints.txt

.PHONY: help run test test-browser lint format wheel clean
.DEFAULT_GOAL := help

help:
	@echo "make run     set up, build the store from the seeds, open the reader"
	@echo "make test    set up, run the tests"
	@echo "make test-browser   the app in Chromium, where there is one"
	@echo "make lint    ruff and mypy"
	@echo "make format  ruff format"
	@echo "make wheel   build the wheel into dist/"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "tui-reader needs Python 3.11 or newer (Debian, Ubuntu: apt install python3 python3-venv)"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "Python's venv module is missing: install it with your package manager (Debian, Ubuntu: apt install python3-venv)"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pip>=23.3'

$(VENV)/.run: $(SETUP) | $(BIN)/python
	@echo "setting up $(VENV) (once) ..."
	@$(PIP_INSTALL) --editable .
	@touch $@

$(VENV)/.dev: $(SETUP) | $(BIN)/python
	@echo "setting up $(VENV) for tests (once) ..."
	@$(PIP_INSTALL) --editable '.[dev]'
	@touch $@ $(VENV)/.run

run: $(VENV)/.run
	@$(BIN)/tui-reader $(ARGS)

# Half of the time of a test of the app is waiting for it to come to rest: four at a time, also on two cores.
test: $(VENV)/.dev
	@$(BIN)/python -m pytest -n 4 --dist worksteal $(ARGS)

test-browser: $(VENV)/.dev
	@$(BIN)/python -m pytest tests/web/chromium.py $(ARGS)

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(VENV)/.dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

wheel: $(VENV)/.dev
	@$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
