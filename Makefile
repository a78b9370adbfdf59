# What one does here. `make run` needs python3 alone; whatever else is missing is said, and done without.

PYTHON ?= python3
PORT ?= 6543
VENV ?= .venv
BIN := $(VENV)/bin
INI := development.ini
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
FONT := src/complaints_plugins/challenge/assets/vazirmatn-arabic.woff2
VOICE := src/complaints_plugins/challenge/assets/voice/9.wav

.PHONY: run test bench check catalogue assets browser screenshots pictures

run: $(VENV)/site.stamp assets
	@$(BIN)/complaints $(INI) demo
	@$(BIN)/complaints $(INI) serve --port $(PORT)

test: $(VENV)/dev.stamp assets browser
	$(BIN)/python -m pytest

bench: $(VENV)/dev.stamp assets
	$(BIN)/python -m bench

# Every page in every state, width, colour and language, with contact sheets, into screenshots/.
screenshots: $(VENV)/dev.stamp assets browser
	@$(BIN)/python -W ignore -m tests.browser.screenshots

# The pictures of the help page and of the README, taken anew; they are kept in the repository.
pictures: $(VENV)/dev.stamp assets browser
	@$(BIN)/python -W ignore -m tests.browser.guide_pictures

check: $(VENV)/dev.stamp
	$(BIN)/ruff check src tests bench examples
	$(BIN)/ruff format --check src tests bench examples
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

# The Persian sentences, brought up to date with the code: new ones wait for a translator, old ones go.
catalogue: $(VENV)/site.stamp
	@$(BIN)/python -W ignore -m complaints_web.scripts.catalogues

# What is not kept in the repository: Vazirmatn from npm by the lock file, and the spoken digits of the security code.
assets: $(FONT) $(VOICE)

$(FONT): package-lock.json | $(VENV)/site.stamp
	@$(BIN)/python -W ignore -m complaints_web.scripts.assets

$(VOICE): | $(VENV)/site.stamp
	@$(BIN)/python -m complaints_plugins.challenge.voice

# A browser for the tests that look at pages, and nginx for that of deploy/; they say so when there is none.
browser:
	@sh tests/browser/install-chromium.sh
	@sh tests/deploy/install-nginx.sh
	@sh tests/deploy/install-systemd.sh

$(VENV)/site.stamp: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	@echo "Installing into $(VENV); the first time this takes a minute or two."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) --upgrade "pip>=25.1"
	@$(PIP) -e ".[site]"
	@touch $@

$(VENV)/dev.stamp: $(VENV)/site.stamp
	@$(PIP) --group dev
	@touch $@
