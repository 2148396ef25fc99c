# The commands of this repository; what they do is in scripts/. `make help` lists them.

HOST = 127.0.0.1
PORT = 8000
DATA_DIR = data
CAMPAIGNS = 20
FILTER =

.DEFAULT_GOAL := help
.PHONY: help run test test-browser build demo bench setup assets lint format tidy conformance soak autobahn clean

help: ## list these commands
	@echo 'make run [HOST=127.0.0.1] [PORT=8000] [DATA_DIR=data]    make test [FILTER=name]'
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## install what is missing, build the release, serve it
	@scripts/run '$(HOST)' '$(PORT)' '$(DATA_DIR)'

test: ## install what is missing, check the format, build, run every test
	@scripts/test $(if $(FILTER),'$(FILTER)')

test-browser: ## test the web client in headless Chromium, against the debug build
	@scripts/test-browser '$(FILTER)'

build: ## build the release program
	@scripts/build

demo: ## create the test users and chats
	@scripts/demo '$(DATA_DIR)'

bench: ## measure beside the baselines and write a report (QUICK=1 for minutes)
	@scripts/bench

setup: ## install what building and testing need
	@scripts/setup test

assets: ## fetch Swagger UI and ReDoc for the docs pages
	@scripts/assets

lint: ## check the format of the Swift files
	@scripts/lint

format: ## format the Swift files
	@scripts/lint --fix

tidy: ## check what no compiler checks
	@scripts/tidy

conformance: ## run the black-box suites against the debug build, on both stores
	@scripts/conformance

autobahn: ## run the Autobahn suite of the WebSocket protocol against the release build
	@scripts/autobahn

soak: ## kill, pause and cut off a server at work, and check what its clients saw
	@scripts/soak '$(CAMPAIGNS)'

clean: ## remove what the commands made, except data
	@rm -rf .build .build-tools .build-autobahn assets
