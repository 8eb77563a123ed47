# Thin lines over code that can be called without make: python3 bp3mi/bootstrap.py [--dev] COMMAND
PYTHON ?= python3
SETUP := $(PYTHON) bp3mi/bootstrap.py
ARGS ?=

.PHONY: help run up down env test sweep check sabotage demo backup restore bench messages

help:      ## these lines
	@grep -E '^[a-z]+: .*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

run:       ## everything: set-up, services, web, worker, beat (PORT=, DATA_DIR=)
	@$(SETUP) run --with-parent $(ARGS)

up:        ## PostgreSQL and broker alone, in the background
	@$(SETUP) up

down:      ## stop what `make up` started
	@$(SETUP) down

env:       ## lines for eval: the addresses of the running services
	@$(SETUP) env

test:      ## the whole suite (ARGS="-k name -x")
	@$(SETUP) --dev test $(ARGS)

sweep:     ## every address, role, method and row; every page searched for canaries (six minutes)
	@SWEEP=all $(SETUP) --dev test tests/access/test_sweep.py tests/access/test_canaries.py $(ARGS)

check:     ## format, lint, import order, types, migrations, templates, deployment
	@$(SETUP) --dev check $(ARGS)

sabotage:  ## break one wall at a time in a copy and see that the tests notice (ARGS="--only NAME --jobs 1")
	@$(SETUP) --dev sabotage $(ARGS)

demo:      ## reset to the demo office (never in production)
	@$(SETUP) demo

backup:    ## a backup of database, files and keys, now (ARGS="--to /media/disk")
	@$(SETUP) manage backup $(ARGS)

restore:   ## bring a backup back onto an empty machine (FROM=/media/disk; ARGS="--check" only tries it)
	@$(SETUP) manage restore $(if $(FROM),"$(FROM)") $(ARGS)

bench:     ## measure pages at 10 k, 100 k and 1 M (ARGS="--sizes 10000")
	@$(SETUP) --dev bench $(ARGS)

messages:  ## gather the texts into locale/en and compile them
	@$(SETUP) --dev manage extract_catalogue
	@$(SETUP) --dev manage compile_catalogue
