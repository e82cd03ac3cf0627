# make run    set up, load fictional demonstration data, open the app
# make test   set up, run the whole suite
# make bench  measure; make lint  check the source
#
# QA_PORT chooses the port of `make run` (8501). PYTHON chooses the interpreter (3.11 or newer).

VENV := .venv
BIN := $(VENV)/bin
FITS := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$p -c '$(FITS)' 2>/dev/null && { echo $$p; break; }; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DELETE_ON_ERROR:
.PHONY: run test bench lint setup tools

run: setup
	@$(BIN)/python -m qa.commands.run

# What drives a browser runs afterwards, two files at once: each waits for a real server of its own.
# One that fails there runs once more, by itself: a fault fails twice, a machine too busy does not.
test: tools
	@status=0; \
	$(BIN)/python -m pytest -q -n auto --ignore=tests/browser || status=$$?; \
	$(BIN)/python -m pytest -q -n 2 --dist loadfile tests/browser || \
	  $(BIN)/python -m pytest -q --last-failed --last-failed-no-failures none --maxfail 2 \
	    tests/browser || status=$$?; \
	exit $$status

bench: tools
	$(BIN)/python -m tests.benchmarks

lint: tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

setup: $(VENV)/.setup
tools: $(VENV)/.tools

$(VENV)/.made:
	@$(or $(PYTHON),false) -c '$(FITS)' 2>/dev/null || { \
	  echo "Python 3.11 or newer is needed; $(or $(PYTHON),python3) is missing or older."; \
	  echo "Install it, or name another one: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "Python's venv module is needed. On Debian or Ubuntu: apt-get install python3-venv"; \
	  exit 1; }
	@touch $@

$(VENV)/.setup: $(VENV)/.made requirements.txt
	@echo "Installing what the app needs (a minute or two, the first time only) ..."
	@$(PIP) install -r requirements.txt
	@touch $@

$(VENV)/.tools: $(VENV)/.setup requirements-dev.txt
	@echo "Installing what the tests need ..."
	@$(PIP) install -r requirements-dev.txt
	@touch $@
