# Run `make demo` or `make test` on a fresh machine with Python 3.11; everything else is set up by them.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SETUP := $(VENV)/.set-up
WORKERS ?= 2

.PHONY: demo test check format lint types architecture bench soak truth docs wheel clean

$(SETUP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $(SETUP)

demo: $(SETUP)  ## set up and run the main job on the simulated borough, then say what to open
	$(BIN)/saferplan demo --dir demo --no-open

test: $(SETUP)  ## set up and run all tests
	$(BIN)/python -m pytest -n $(WORKERS) $(PYTEST)

check: $(SETUP) format lint types architecture docs-fresh test  ## everything CI asks for

format: $(SETUP)
	$(BIN)/ruff format --check .

lint: $(SETUP)
	$(BIN)/ruff check .

types: $(SETUP)
	$(BIN)/mypy

architecture: $(SETUP)
	$(BIN)/lint-imports

.PHONY: docs-fresh
docs-fresh: $(SETUP)
	$(BIN)/python docs/generate.py --check

docs: $(SETUP)  ## write docs/reference from the declarations
	$(BIN)/python docs/generate.py

bench: $(SETUP)  ## measure speed and memory
	$(BIN)/python -m benchmarks

soak: $(SETUP)  ## the long versions of the fuzzing and killing tests
	SAFERPLAN_SOAK=1 $(BIN)/python -m pytest -m soak $(PYTEST)

truth: $(SETUP)  ## what was simulated beside what the edition says; how often verdicts on null series are wrong
	$(BIN)/saferplan demo --dir demo --no-open --truth
	$(BIN)/python -m tests.truth.verdicts
	cd demo && ../$(BIN)/saferplan build --signals
	$(BIN)/python -m tests.truth.signals demo --planted 25 --page bench-output/how-well-signals-work.md

wheel: $(SETUP)  ## build the wheel and run the demonstration from it in a clean environment
	$(BIN)/python tests/wheel_check.py

clean:
	rm -rf $(VENV) build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
