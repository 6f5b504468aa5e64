# Everything a newcomer needs. `make help` lists it.
# The first Python that runs and is new enough; set PYTHON to choose another.
PYTHON ?= $(shell for python in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
DEMO := CASEWORK_DATA_DIR=.demo/data CASEWORK_KEY_FILE=.demo/keys/casework.key CASEWORK_DATABASE_URL= CASEWORK_OFFICER=officer
PEOPLE ?= 2000
SEED ?= 1

.PHONY: help demo run test prove check fix bench clean

help: ## List the commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 8

demo: $(VENV)/.installed ## Set up an encrypted database with a fictional region, and run one night
	@rm -rf .demo
	@$(DEMO) $(BIN)/casework init --agency "Example Regional Unit"
	@$(DEMO) $(BIN)/casework demo-data --people $(PEOPLE) --seed $(SEED)
	@$(DEMO) $(BIN)/casework nightly
	@echo
	@{ echo 'export CASEWORK_DATA_DIR="$(CURDIR)/.demo/data" CASEWORK_KEY_FILE="$(CURDIR)/.demo/keys/casework.key"'; \
	   echo 'export CASEWORK_DATABASE_URL= CASEWORK_OFFICER=officer PATH="$(CURDIR)/$(BIN):$$PATH"'; } > .demo/env
	@echo "The demo is in .demo/. For the screens: make run. For the commands above, first:"
	@echo "  . .demo/env"

run: $(VENV)/.installed ## Open the screens on the demo database
	@test -d .demo || { echo "There is no demo yet; run make demo first."; exit 1; }
	@$(DEMO) $(BIN)/python -m tui

test: $(VENV)/.installed-dev ## Run every test, on SQLite and on a real PostgreSQL
	$(BIN)/pytest -n 4 -m "not prove"

prove: $(VENV)/.installed-dev ## Run the long trials: kills, and thousands of generated stories
	EXAMPLES=500 $(BIN)/pytest -m prove

check: $(VENV)/.installed-dev ## Format, lint, import contracts, strict types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy

fix: $(VENV)/.installed-dev ## Format and mend what can be mended by machine
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.installed-dev ## Measure the night and imports as ratios to the bare driver, and the screens
	$(BIN)/python -m benchmarks.night
	$(BIN)/python -m benchmarks.imports
	$(BIN)/python -m benchmarks.screens

clean: ## Remove what the other commands made
	rm -rf $(VENV) .demo .bench

$(VENV)/.installed: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "casework needs Python 3.11 or newer; set PYTHON=/path/to/it"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing (about half a minute the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
