# Every target is a task of tools/tasks.py, which works the same without make: python -m tools book

# Once there is a .venv, its Python; before, the one you name (PYTHON=python3.12 make book), or python3.
PYTHON ?= $(shell .venv/bin/python -c "" 2>/dev/null && echo .venv/bin/python || echo python3)

.PHONY: help book slides pdf test lab serve dist workshop clean

help:
	@echo "make book    build the site into _build/html"
	@echo "make slides  build the slides of each part"
	@echo "make pdf     print the whole book into one PDF, offered on every page"
	@echo "make test    run every test: engine, notebooks, site in a browser"
	@echo "make lab     open the notebooks in JupyterLab"
	@echo "make serve   serve the site on this machine"
	@echo "make dist    pack what a release hands out into _build/dist"
	@echo "make workshop"
	@echo "             pack a zip for a room into _build/dist, with wheels for machines without a network"
	@echo "make clean   remove everything that make made"

book slides pdf test lab serve dist workshop clean:
	@command -v "$(PYTHON)" >/dev/null || { echo "There is no $(PYTHON) here: install Python 3.11 or newer."; exit 1; }
	@"$(PYTHON)" -m tools $@
