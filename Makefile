# Tianbao: `make demo` shows it, `make test` proves it. `make help` lists the rest.

SHELL       := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON   ?= python3
BIN      := .venv/bin
INSTALLED := .venv/.installed
BENCHMARKS := .venv-benchmarks
INSTANCE := $(or $(TIANBAO_INSTANCE),instance)
HOST     ?= 127.0.0.1
PORT     ?= 8000

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help install demo test endurance lint lock benchmarks system-test-packages

help:
	@echo "make demo        建立示例学院并在 http://$(HOST):$(PORT) 提供服务"
	@echo "make test        运行全部检查与测试"
	@echo "make endurance   用十万行的工作簿再测一遍（需要若干分钟）"
	@echo "make lint        只运行代码检查（ruff、mypy、import-linter）"
	@echo "make benchmarks  与同类软件比较速度（使用单独的虚拟环境）"
	@echo "make lock        按 setup.cfg 重新锁定依赖"

install: $(INSTALLED)

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "需要 Python 3.11 或更新的版本；可用 make PYTHON=python3.11 指定。" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || .ci/apt-install python3-venv
	$(PYTHON) -m venv .venv

$(INSTALLED): requirements.lock setup.cfg pyproject.toml | $(BIN)/pip
	$(BIN)/pip install -q --require-hashes -r requirements.lock
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@

# A key is made with the first database, of whatever kind: where there is one, people work.
demo: $(INSTALLED)
	@if [[ ! -e "$(INSTANCE)/key" ]]; then \
	  $(BIN)/tianbao demo > .venv/demo-accounts.txt; \
	  mv .venv/demo-accounts.txt "$(INSTANCE)/demo-accounts.txt"; \
	fi
	@if [[ -e "$(INSTANCE)/demo-accounts.txt" ]]; then cat "$(INSTANCE)/demo-accounts.txt"; fi
	@exec $(BIN)/tianbao serve --host $(HOST) --port $(PORT)

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

system-test-packages:
	@command -v chromium >/dev/null || .ci/apt-install chromium fonts-wqy-microhei \
	  || echo "没有 chromium：浏览器测试将跳过。" >&2

test: lint system-test-packages
	@.ci/with-postgresql $(BIN)/pytest -q -ra -n auto --maxprocesses 4 --dist worksteal

endurance: $(INSTALLED)
	@.ci/with-postgresql $(BIN)/pytest -q -ra -m endurance

$(BENCHMARKS)/.installed: requirements.lock setup.cfg | $(INSTALLED)
	$(PYTHON) -m venv $(BENCHMARKS)
	$(BENCHMARKS)/bin/pip install -q -e '.[benchmarks]'
	@touch $@

benchmarks: $(BENCHMARKS)/.installed
	$(BENCHMARKS)/bin/python -m benchmarks

lock: $(INSTALLED)
	$(BIN)/uv pip compile -q --generate-hashes --extra test --no-header \
	  --python-version 3.11 --universal setup.cfg -o requirements.lock
