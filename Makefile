# Two commands on a bare machine: `make run` and `make test`. `make help` tells the rest.
.DEFAULT_GOAL := help
.PHONY: help run dev test check format audit bench screenshots gallery migrations messages lock clean
MAKEFLAGS += --no-print-directory
PY := .venv/bin/python
ARGS ?=

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## Start the site on http://127.0.0.1:8000 (PORT, HOST, DATABASE_URL, REDIS_URL change that)
	@bin/prepare requirements.lock
	@exec $(PY) -m oasis.serve

dev: ## Start the development server: debug pages, N+1 alarms, reload on change
	@bin/prepare requirements-dev.lock
	@DJANGO_SETTINGS_MODULE=oasis.settings.dev $(PY) -m oasis.develop

test: ## Run all tests on SQLite and the database-bound ones on PostgreSQL (ARGS="-k name")
	@bin/prepare requirements-dev.lock
	@exec $(PY) -m tests.everything $(ARGS)

check: ## Lint, types, import contracts, migrations, templates, settings
	@bin/prepare requirements-dev.lock
	@exec $(PY) -m tests.check

format: ## Put Python and templates into the form that `make check` asks for
	@bin/prepare requirements-dev.lock
	@.venv/bin/ruff check --fix --exit-zero --quiet . && .venv/bin/ruff format --quiet .
	@.venv/bin/djade --target-version 5.2 $$(find templates -name '*.html') || true

audit: ## Ask the vulnerability database about the pinned packages (needs the network)
	@bin/prepare requirements-dev.lock
	@$(PY) -m pip_audit --require-hashes --disable-pip -r requirements.lock

bench: ## Measure the site against its yardsticks (ARGS=--quick)
	@bin/prepare requirements-dev.lock
	@exec $(PY) -m tests.bench $(ARGS)

screenshots: ## Take docs/screenshot*.png from the demo city
	@bin/prepare requirements-dev.lock
	@$(PY) -m tests.screenshots

gallery: ## Every page and state as pictures to look at, in test-results/gallery; e.g. ARGS="--only idea- --width 390"
	@bin/prepare requirements-dev.lock
	@exec $(PY) -m tests.gallery $(ARGS)

migrations: ## Write migrations for changed models, and keep them linear
	@bin/prepare requirements-dev.lock
	@DJANGO_SETTINGS_MODULE=oasis.settings.test $(PY) site/manage.py makemigrations --skip-checks $(ARGS)
	@DJANGO_SETTINGS_MODULE=oasis.settings.test $(PY) site/manage.py create_max_migration_files --recreate

messages: ## Collect the translatable strings into locale/ (needs GNU gettext)
	@bin/prepare requirements-dev.lock
	@$(PY) site/manage.py makemessages --locale en --ignore ".venv/*" --ignore "var/*" --ignore "tests/*" --no-obsolete --no-location
	@sed -i '/^"POT-Creation-Date/d; /^"PO-Revision-Date/d; /^#| /d' locale/en/LC_MESSAGES/django.po

lock: ## Resolve the dependencies of pyproject.toml anew, keeping versions that still fit
	@bin/prepare requirements-dev.lock
	@.venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra city -o requirements.lock
	@.venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra city --extra dev -c requirements.lock -o requirements-dev.lock

clean: ## Delete .venv and what tools left behind; var/ (data, secrets) stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis test-results
	@find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +
