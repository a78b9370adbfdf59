# The four things one does here. `make run` needs python3 alone; whatever else is missing is said, and done without.

PYTHON ?= python3
PORT ?= 6543
VENV := .venv
BIN := $(VENV)/bin
INI := development.ini
FONTS := src/complaints_web/static/vendor

.PHONY: run test bench check assets browser

run: $(VENV)/site.stamp assets
	@$(BIN)/complaints $(INI) demo
	@$(BIN)/complaints $(INI) serve --port $(PORT)

test: $(VENV)/dev.stamp assets browser
	$(BIN)/pytest

bench: $(VENV)/dev.stamp
	$(BIN)/python -m bench

check: $(VENV)/dev.stamp
	$(BIN)/ruff check src tests bench examples
	$(BIN)/ruff format --check src tests bench examples
	$(BIN)/mypy
	$(BIN)/lint-imports

# Vazirmatn, from its npm package by the lock file; without npm the site uses the fonts of the device.
assets: $(FONTS)/.stamp

$(FONTS)/.stamp: package-lock.json | $(VENV)/site.stamp
	@if command -v npm >/dev/null 2>&1; then npm ci --silent --no-audit --no-fund || echo "npm could not fetch the fonts."; fi
	@$(BIN)/python -m complaints_web.scripts.assets
	@mkdir -p $(FONTS) && touch $@

# A browser for the tests that look at pages; they say so when there is none.
browser:
	@sh tests/browser/install-chromium.sh

$(VENV)/site.stamp: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[site]"
	@touch $@

$(VENV)/dev.stamp: pyproject.toml $(VENV)/site.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@
