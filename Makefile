# Each target does what it needs first; `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test check lint bench soak dev web setup-run setup-test

WEB := gateway/web
# What the built pages are made from. No package.json yet means no web to build.
WEB_SOURCES := $(shell find $(WEB) -type f \
	-not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/test-results/*' -not -name '*.go' 2>/dev/null)

run: setup-run web ## start everything on http://127.0.0.1:8080 with made-up people
	WANJIA_DATA=$${WANJIA_DATA:-./data} go run ./gateway serve --demo S

test: setup-test ## set up and run every test; what the build machine runs
	.ci/test all

check: test ## the same as test

lint: ## formatting, vet, staticcheck, module file
	.ci/test lint

bench: setup-run web ## benchmarks with memory figures, start-up of the real binary, claims and gates through HTTP, a banquet seated, a hall drawn
	.ci/bench
	go run ./gateway bench claims --slice 1s --rush 15s
	go run ./gateway bench gates --slice 1s
	go run ./gateway bench seating
	cd $(WEB) && npm run -s bench

soak: setup-test ## the long simulations, an hour, and a show of two hours
	@.ci/setup nftables iproute2
	WANJIA_TEST_SOAK=1 .ci/test go

dev: setup-run $(WEB)/node_modules/.stamp ## the service on :8080 and Vite beside it with hot reload
	.ci/dev

web: $(WEB)/dist/index.html ## build the pages when their sources changed

$(WEB)/node_modules/.stamp: $(WEB)/package-lock.json
	cd $(WEB) && npm ci --no-audit --no-fund --loglevel=error
	touch $@

$(WEB)/dist/index.html: $(WEB)/node_modules/.stamp $(WEB_SOURCES)
	cd $(WEB) && npm run build
	touch $(WEB)/dist/.keep $@

setup-run:
	@.ci/setup redis-server fonts-noto-cjk ffmpeg

setup-test:
	@.ci/setup redis-server fonts-noto-cjk poppler-utils chromium ffmpeg

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
