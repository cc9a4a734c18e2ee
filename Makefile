# Two commands do all the set-up on a machine with Python 3.11 (or 3.12), pip and make:
#   make demo   builds the example case and says what it found
#   make test   runs everything that is checked
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3)
BIN := .venv/bin
CASE := demo/karabakh.cenotaph
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test check lock clean

demo: .venv/run.stamp
	@mkdir -p demo
	@rm -rf $(CASE)*
	$(BIN)/cenotaph build examples/karabakh/reports.jsonl --case $(CASE)
	@echo; echo "Who says what, when:"; echo
	@$(BIN)/cenotaph lines $(CASE)
	@echo; echo "What was known of Azerbaijan's dead on 14 November 2020:"; echo
	@$(BIN)/cenotaph account $(CASE) --fate killed --side Azerbaijan --conflict second-karabakh-war --as-of 2020-11-14
	@$(BIN)/cenotaph publish $(CASE) --to demo/page --title "Karabakh, 2006 to 2022" > demo/written.txt
	@echo; echo "Open demo/page/index.html in a browser to see the same with every sentence behind it."
	@echo "The case is $(CASE); try: $(BIN)/cenotaph figures $(CASE)"
	@echo "To look at it in the browser: $(BIN)/cenotaph serve $(CASE)"

test: .venv/test.stamp
	$(BIN)/ruff check --quiet src tests benchmarks tools
	$(BIN)/ruff format --check --quiet src tests benchmarks tools
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2

# The pinned requirements, compiled without the name of any registry.
lock:
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host \
	  --no-emit-find-links --output-file=requirements/run.txt pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host \
	  --no-emit-find-links --extra=test --output-file=requirements/test.txt pyproject.toml

clean:
	rm -rf .venv demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Cenotaph needs Python 3.11 or 3.12: install it, or say where it is with PYTHON=/path/to/python."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
	  { echo "Cenotaph needs Python 3.11 to 3.13, $(PYTHON) is another: say which with PYTHON=/path/to/python."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements/run.txt pyproject.toml | .venv/bin/python
	@echo "Installing Cenotaph and what it needs into .venv (once; a minute or two)."
	$(PIP) --require-hashes -r requirements/run.txt
	$(PIP) --no-deps --editable .
	@touch $@

.venv/test.stamp: requirements/test.txt pyproject.toml | .venv/bin/python
	@echo "Installing Cenotaph and what its tests need into .venv (once; a minute or two)."
	$(PIP) --require-hashes -r requirements/test.txt
	$(PIP) --no-deps --editable .
	@touch $@ .venv/run.stamp
