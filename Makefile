# Everything a person or a machine does with a checkout. Nothing outside this folder is changed and no step needs root.

SHELL := /bin/sh
.SHELLFLAGS := -eu -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

SERVE ?= 1
PORT ?= 8000
PYTEST_ARGS ?=
FUZZ_SECONDS ?= 60

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
SAMPLE := corpus/samples/sample-pack.zip

# The first Python that is there, runs, and is new enough. `make PYTHON=/path/to/python` overrides it.
PYTHON ?= $(shell for name in python3.11 python3 python3.12 python3.13 python3.14; do \
	if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo "$$name"; break; fi; done)

# The one place of the pin is pyproject.toml.
TORCH := $(shell sed -n 's/^ *"\(torch==[^"]*\)",*$$/\1/p' pyproject.toml)

.PHONY: help install test lint demo bench models fuzz clean

help:
	@echo "make demo     install, pre-screen the sample pack, start the review page (SERVE=0: stop before it; PORT=8000)"
	@echo "make test     install with the tools of developers, run all tests (PYTEST_ARGS='-k report')"
	@echo "make lint     style, types, direction of imports, catalogue"
	@echo "make bench    measure, and write docs/benchmarks.md"
	@echo "make fuzz     change bytes of PDFs and archives at random for FUZZ_SECONDS each (60) and look what breaks"
	@echo "make models   make the shipped model releases again from corpus/"
	@echo "make install  make $(VENV) with Assay in it"
	@echo "make clean    remove $(VENV), caches and what the demo wrote"

install: $(VENV)/.installed

# torch comes first and alone: pip then never has two builds of it to choose from, and a failed download of the rest
# does not throw the largest one away.
$(VENV)/.torch: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Assay needs Python 3.11 or later; none was found on the path." >&2; exit 1; }
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	$(PIP) install "$(TORCH)"
	@touch $@

$(VENV)/.installed: $(VENV)/.torch
	$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.torch
	$(PIP) install --editable '.[dev]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-bench: $(VENV)/.torch
	$(PIP) install --editable '.[dev]'
	@touch $@ $(VENV)/.installed $(VENV)/.installed-dev

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/assay corpus check

# The sample pack holds broken files on purpose, so exit code 1 (some document could not be read) is as good as 0.
demo: $(VENV)/.installed
	@rm -rf demo/screen
	@code=0; $(BIN)/assay screen $(SAMPLE) --out demo/screen || code=$$?; \
	if [ "$$code" -gt 1 ]; then echo "assay screen ended with exit code $$code." >&2; exit "$$code"; fi
	@echo "Report: $(CURDIR)/demo/screen/report.html"
ifneq ($(SERVE),0)
	$(BIN)/assay serve --data demo/data --port $(PORT) --load $(SAMPLE)
endif

bench: $(VENV)/.installed-bench
	$(BIN)/python -m benchmarks

$(VENV)/.installed-fuzz: $(VENV)/.installed-dev
	$(PIP) install --editable '.[dev,fuzz]'
	@touch $@

fuzz: $(VENV)/.installed-fuzz
	$(BIN)/python tests/fuzz.py pdf --seconds $(FUZZ_SECONDS)
	$(BIN)/python tests/fuzz.py archive --seconds $(FUZZ_SECONDS)

models: $(VENV)/.installed
	OMP_NUM_THREADS=1 $(BIN)/python -m training.build

clean:
	rm -rf $(VENV) demo build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
