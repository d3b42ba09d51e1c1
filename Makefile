.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

export PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_FOR_TESTS := $(VENV)/.ready-for-tests
PO := $(wildcard translations/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(READY): requirements.lock tools/system-packages
	@tools/system-packages
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing Python packages into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(READY_FOR_TESTS): $(READY)
	@tools/system-packages with-tests
	@touch $@

$(MO) &: $(PO) | $(READY)
	@$(BIN)/python -m tools.catalogs compile

.PHONY: run
run: $(READY) $(MO) ## Set everything up and open gcmdesk (without a display: check it and make the sample workspace)
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then $(BIN)/python -m gcmdesk; else tools/first-look; fi

.PHONY: test
test: $(READY_FOR_TESTS) $(MO) ## Set everything up and run all checks
	@tools/check

.PHONY: format
format: $(READY) ## Format the code and mend what the linter can mend
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

.PHONY: catalogs
catalogs: $(READY) ## Collect every translatable string into the catalogues and compile them
	@$(BIN)/python -m tools.catalogs update
	@$(BIN)/python -m tools.catalogs compile

.PHONY: pictures
pictures: $(READY) $(MO) ## Grab every screen in every language and theme into build/pictures
	@$(BIN)/python -m tools.pictures

.PHONY: guide
guide: $(READY) $(MO) ## Walk through the program as a new user does, and write the user guide with its pictures
	@$(BIN)/python -m tools.guide

.PHONY: bench
bench: $(READY_FOR_TESTS) $(MO) ## Run every benchmark (within half an hour; `make bundle` first) and write the results
	@$(BIN)/python -m tests.benchmarks

.PHONY: faults
faults: $(READY_FOR_TESTS) ## Kill, cut, damage and tamper with workspaces in full (about an hour) and write the results
	@nice $(BIN)/python -m tests.faults

.PHONY: bundle
bundle: $(READY) $(MO) ## Build the program as it is handed out, into dist/
	@tools/system-packages with-bundle
	@$(BIN)/python -m tools.bundle

.PHONY: check-bundle
check-bundle: bundle ## Try the bundle as it is handed out: unpacked, in an empty environment, without network
	@$(BIN)/python -m pytest -q -m bundle -p no:pytest-qt -p tests.without_qt tests/bundle

.PHONY: lock
lock: $(READY) ## Resolve the dependencies anew and write the hash-locked list
	@$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-header --no-emit-index-url \
	  --no-emit-find-links --extra dev pyproject.toml -o requirements.lock
