# Every target does the set-up that it needs, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SETUP := $(VENV)/.installed

.PHONY: setup ask serve build eval bench test check clean

setup: $(SETUP)

$(SETUP): constraints.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

build: $(SETUP)
	$(BIN)/tracuu build

# The question reaches the shell by the environment, whatever quotes and signs it holds.
ask: export Q := $(value Q)
ask: build
	@$(BIN)/tracuu ask -- "$$Q"

serve: build
	$(BIN)/tracuu serve $(if $(HOST),--host '$(HOST)') $(if $(PORT),--port '$(PORT)')

eval: build
	$(BIN)/tracuu eval --split $(or $(SPLIT),dev) --baselines --report var/eval/$(or $(SPLIT),dev).json --html var/eval/$(or $(SPLIT),dev).html

bench: build
	$(BIN)/python -m app.bench $(if $(ROUNDS),--rounds '$(ROUNDS)') --json var/bench.json

# The index is built first: the tests of the whole program take its vectors over. Two workers, a file each at a time.
test: build
	$(BIN)/pytest -n 2 --dist loadfile

check: $(SETUP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

clean:
	rm -rf $(VENV) var
