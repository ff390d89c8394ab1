# Two commands for a newcomer: `make demo` shows a digest, `make test` runs every test.
# Both make their own environment in .venv first; after that neither needs the network.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
# A copy of the pyproject.toml that was installed: a new time stamp alone installs nothing.
INSTALLED := $(VENV)/.installed
# Stands while a new environment is being filled: where it is left over, the last attempt broke half-way.
UNFINISHED := $(VENV)/.unfinished

.PHONY: install test demo lint types format schema requirements clean

$(INSTALLED): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one: make PYTHON=/path/to/python3.11 install"; exit 1; }
	@if [ -e $(UNFINISHED) ] || ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
		$(PYTHON) -m venv --clear $(VENV) && touch $(UNFINISHED); fi
	@cmp -s pyproject.toml $@ || { echo "Installing into $(VENV), this once; it takes about a minute."; \
		$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check -e '.[dev]'; }
	@cp pyproject.toml $@ && rm -f $(UNFINISHED)

install: $(INSTALLED)

test: install
	$(BIN)/python -m pytest $(ARGS)

demo: install
	$(BIN)/communique demo $(ARGS)

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

format: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The JSON Schema files that editors use, generated from the models.
schema: install
	$(BIN)/python -m bot.settings.schema config/schema

# What the image installs, exact and hashed; no address of any registry is written.
requirements: install
	$(BIN)/python -m pip install --quiet pip-tools
	@echo "# What the image installs: exact versions with their hashes, made by \`make requirements\` from pyproject.toml." > requirements.txt
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header \
		--no-annotate --strip-extras --allow-unsafe --output-file - pyproject.toml | grep -v '^$$' >> requirements.txt

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
