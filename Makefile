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
trainers := .venv/train/.installed
others := .venv/fides/.installed
# Faker keeps the cities of Italy in a set, whose order hangs on the seed of Python's hashes.
training := PYTHONPATH=src PYTHONHASHSEED=0 .venv/train/bin/python -m train
fast := not slow and not browser and not postgresql

.PHONY: help demo test check static services bench peers interchange ray train fuzz mutants lock clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

demo: $(run_time) ## start a demo contact centre on this machine
	@.venv/bin/needline demo $(ARGS)

test: static services $(others) ## format, lint, types, contracts and every test
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

interchange: $(others) ## validate our exports with the tools of others, and import their files
	.venv/bin/pytest tests/exchange/test_interchange.py $(ARGS)

ray: $(development) ## run a scan on Ray, in an environment of its own, RAY=.venv/ray
	.venv/bin/python -m venv "$${RAY:-.venv/ray}"
	"$${RAY:-.venv/ray}"/bin/python -m pip install -qq --disable-pip-version-check --no-input \
	    -e '.[ray]' hypothesis playwright pytest pytest-xdist
	"$${RAY:-.venv/ray}"/bin/python -m pytest -q tests/scan/test_ray.py $(ARGS)

train: $(trainers) ## make spot's tagger anew, into build/tagger; CENSUS= the folder of the names (train/README.md)
	@for name in all.last female.first male.first; do test -e "$(CENSUS)/dist.$$name" || \
	    { echo "CENSUS= is to name the folder that holds dist.$$name; train/README.md says from where" >&2; exit 1; }; done
	mkdir -p build/tagger
	$(training).lists --census "$(CENSUS)" --out build/tagger/names.txt.gz
	$(training).mixture --census "$(CENSUS)" --out build/tagger
	$(training).vocabulary --rows build/tagger/rows.msgpack --names build/tagger/names.txt.gz \
	    --out build/tagger/vocabulary.txt.gz
	$(training).fit --rows build/tagger/rows.msgpack --names build/tagger/names.txt.gz \
	    --out build/tagger/tagger.npz $(ARGS)
	$(training).measure --kept build/tagger/kept.msgpack --names build/tagger/names.txt.gz \
	    --vocabulary build/tagger/vocabulary.txt.gz --tagger build/tagger/tagger.npz
	@echo "The package is as it was. To put the new tagger into it:"
	@echo "  cp build/tagger/tagger.npz build/tagger/names.txt.gz src/needline/spot/tagger/"
	@echo "  cp build/tagger/vocabulary.txt.gz src/needline/spot/"

fuzz: $(development) ## look for input that breaks spot, for ten minutes; ARGS="--minutes 60 --only files"
	.venv/bin/python -W error -m tests.spot.fuzz $(ARGS)

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

# What trains spot's tagger, in an environment of its own: nothing of it is needed to use the product.
$(trainers): train/requirements.txt | $(development)
	.venv/bin/python -m venv .venv/train
	.venv/train/bin/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r $<
	@touch $@

# The tools that read what we export, in an environment of their own, and the manifests that Fides ships: they are in
# its source distribution alone.
$(others): tests/exchange/requirements.txt | $(development)
	.venv/bin/python -m venv .venv/fides
	UV_LINK_MODE=copy .venv/bin/uv pip install --quiet --python .venv/fides/bin/python --require-hashes -r $< || \
	    .venv/fides/bin/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r $<
	sed -n '/^fideslang==/,/# via/p' $< > .venv/fides/fideslang.txt
	.venv/fides/bin/python -m pip download -qq --disable-pip-version-check --no-input --require-hashes --no-deps \
	    --no-binary fideslang --no-build-isolation --dest .venv/fides/source -r .venv/fides/fideslang.txt
	tar --extract --gzip --strip-components 1 --directory .venv/fides/source --file .venv/fides/source/fideslang-*.tar.gz
	@touch $@
