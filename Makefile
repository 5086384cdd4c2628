# Everything starts from python3 (3.11 or later) and make; see `make help`.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

run_time := .venv/.run-time
development := .venv/.development
builders := pyproject.toml requirements-build.txt scripts/build-venv scripts/find-python

# Options for the program that a target runs: make demo ARGS=--story, make test ARGS="-k gate".
ARGS ?=
# Test processes side by side; 0 runs in one process.
WORKERS ?= 0
fast := not slow and not browser and not postgresql

.PHONY: help demo test check static services bench peers mutants lock clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

demo: $(run_time) ## start a demo contact centre on this machine
	@.venv/bin/needline demo $(ARGS)

test: static services ## format, lint, types, contracts and every test
	.venv/bin/pytest -n $(WORKERS) $(ARGS)

check: static ## the same with the fast tests only
	.venv/bin/pytest -m "$(fast)" $(ARGS)

static: $(development)
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy src tests $(wildcard bench/*.py bench/*/*.py)
	.venv/bin/lint-imports --no-logo

services: $(development)
	@scripts/prepare-services

bench: $(development) ## measure what we promise; fails when we miss it
	@missed=0; for script in bench/*.py; do .venv/bin/python $$script || missed=1; done; \
	.venv/bin/python -m bench.spot || missed=1; exit $$missed

peers: $(development) ## install the detectors that spot is measured beside, into PEERS=.venv/peers
	.venv/bin/python -m venv "$${PEERS:-.venv/peers}"
	"$${PEERS:-.venv/peers}"/bin/python -m pip install -qq --disable-pip-version-check --no-input \
	    --require-hashes -r bench/spot/peers.txt

mutants: $(development) ## change the core in small ways and list the changes that no test noticed
	.venv/bin/mutmut run $(ARGS)
	.venv/bin/mutmut results

lock: $(development) ## write the lock files anew; ARGS=--upgrade takes the newest versions
	scripts/lock $(ARGS)

clean: ## remove what was made, .venv included
	rm -rf .venv build dist mutants .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(run_time): requirements.txt $(builders)
	@scripts/build-venv requirements.txt
	@touch $@

# The development lock holds the run-time one with the same versions.
$(development): requirements-dev.txt $(builders)
	@scripts/build-venv requirements-dev.txt
	@touch $(run_time) $@
