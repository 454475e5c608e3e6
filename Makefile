# What people type here. `make` alone lists it.
#
# Everything lives in this folder: uv in .local/uv, Python packages in .venv. Nothing but
# python3 (3.11 or newer, with venv), git and make is needed beforehand.

PYTHON ?= python3
PEERS ?= present
UV_VERSION := 0.13.9

UV := .local/uv/bin/uv
SYNC := $(UV) sync --quiet --locked --inexact --python $(PYTHON)
PYTEST := .venv/bin/pytest -n 2 --dist loadgroup

export UV_PYTHON_DOWNLOADS := never
export UV_SYSTEM_CERTS := 1

.PHONY: help demo story test check peers bench words
help:
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile

demo: .local/ready  ## start the whole sandbox and play its story
	.venv/bin/tegata up --story

story: .local/ready  ## play the story once, without a browser, and say whether it held
	.venv/bin/tegata story

test: .local/ready-to-test  ## run every test; those against other software where it is installed
	@$(MAKE) --no-print-directory peers || test $(PEERS) = present
	$(PYTEST) --peers=$(PEERS)

check: .local/ready-to-test  ## style, types, import contracts and the tests of the house itself
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/pytest -q tests/house

peers: .local/ready-to-test  ## install the software of others that tests run against (Debian)
	@.ci/pkits
	@.ci/peers
	@$(SYNC) --extra cards

bench: .local/ready-to-test  ## measure: ours, the peer, the limit and their ratios
	@for file in bench/*.py; do .venv/bin/python "$$file" || exit 1; done

words: .local/ready-to-test  ## bring catalogues, docs/problems.md and the open rows up to date
	@export PYTHONPATH=tests; for list in words problems requirements openapi; do \
	  .venv/bin/python -m house.$$list || exit 1; done

.local/ready: pyproject.toml uv.lock $(UV)
	$(SYNC) --no-dev
	@touch $@

.local/ready-to-test: pyproject.toml uv.lock $(UV)
	$(SYNC)
	@touch $@ .local/ready

$(UV): Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Tegata needs Python 3.11 or newer: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv .local/uv \
	  || { echo "Python's venv is missing: apt-get install python3-venv" >&2; exit 1; }
	.local/uv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@
