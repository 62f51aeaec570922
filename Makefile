# Every target is non-interactive and safe to repeat. `make` alone lists them. More than a line lives in scripts/.

SHELL := /bin/bash
export PORT ?= 8080
STORE ?= .build/demo/gialai.sqlite
PEERS ?= all
CLIENTS ?= gdal owslib maps qgis native viewer api
SWIFT_PATHS = $(wildcard Package.swift Sources Tests Benchmarks)

.DEFAULT_GOAL := help
.PHONY: help deps assets build demo demo-data demo-stop test test-api test-clients test-viewer test-deploy golden soak soak-imports lint format bench bench-peers run

help: ## list the targets
	@grep -hE '^[a-z-]+: .*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+): .*## (.*)/  make \1\t\2/' | expand -t 20

deps: ## install what Debian packages are missing (sudo when not root), check the Swift version
	@scripts/deps.sh

assets: deps ## fetch the map library and the fonts into web/, checked by hash
	@scripts/assets.sh

build: deps ## build geoimport and tileserver for release
	@echo "build: swift build -c release (the first time takes minutes)"
	@swift build -c release

demo: ## install, build, import the demo data, start the server, print the map's address (PORT=8080)
	@scripts/demo.sh

demo-data: ## write the generated shapefiles to data/demo/generated
	@scripts/demo-data.sh

demo-stop: ## stop the server that `make demo` started
	@scripts/demo.sh stop

test: deps assets demo-data ## build and run every test (GEOSECTOR_TESTDATA: real data, default ../shared/data)
	@scripts/test.sh

test-clients: build assets demo-data ## run GDAL, OWSLib, QGIS and MapLibre Native (if installed), the map in Chromium and test-api on the demo data
	@GEOSECTOR_BIN="$${GEOSECTOR_BIN:-$$(swift build -c release --show-bin-path)}" python3 -B scripts/clients $(CLIENTS)

test-api: CLIENTS = api
test-api: test-clients ## try every answer that the API definition promises (GEOSECTOR_API_EXAMPLES=30)

test-viewer: CLIENTS = viewer
test-viewer: export GEOSECTOR_VIEWER ?= all
test-viewer: test-clients ## try every part of the map and the pages in Chromium (GEOSECTOR_VIEWER="measure notes" for some)

golden: build assets demo-data ## compare 40 views with what MapLibre draws of them, labels by box
	@GEOSECTOR_BIN="$${GEOSECTOR_BIN:-$$(swift build -c release --show-bin-path)}" python3 -B scripts/golden $(GOLDEN)

test-deploy: build assets demo-data ## try deploy/: nginx with TLS before a real server, the systemd units, logrotate
	@GEOSECTOR_BIN="$${GEOSECTOR_BIN:-$$(swift build -c release --show-bin-path)}" python3 -B scripts/test-deploy.py

soak: build assets ## two hours of everything at once, with programs that are killed (MINUTES=120)
	@GEOSECTOR_BIN="$${GEOSECTOR_BIN:-$$(swift build -c release --show-bin-path)}" python3 -B scripts/soak --minutes $${MINUTES:-120}

soak-imports: deps ## kill imports at random moments, a hundred times (GEOSECTOR_SOAK_ROUNDS=100)
	@GEOSECTOR_SOAK_ROUNDS=$${GEOSECTOR_SOAK_ROUNDS:-100} scripts/test.sh --filter KillTests

lint: ## check the Swift sources' format
	@echo "lint: swift format lint --strict"
	@swift format lint --strict --recursive --parallel $(SWIFT_PATHS)

format: ## rewrite the Swift sources in the house format
	@echo "format: swift format --in-place"
	@swift format --in-place --recursive --parallel $(SWIFT_PATHS)

bench: build assets ## run the benchmarks (BENCH="import tiles items" for some)
	@echo "bench: geosector-bench $(BENCH)"
	@GEOSECTOR_HOME=$(CURDIR) "$$(swift build -c release --show-bin-path)/geosector-bench" $(BENCH)

bench-peers: build assets ## the server beside PostGIS, MapServer, tipg, nginx, … (PEERS="all --quick" for a trial)
	@echo "bench-peers: $(PEERS)"
	@GEOSECTOR_BIN="$${GEOSECTOR_BIN:-$$(swift build -c release --show-bin-path)}" python3 -B Benchmarks/peers $(PEERS)

run: build assets ## serve a store in the foreground (STORE=file PORT=8080)
	@echo "run: http://127.0.0.1:$(PORT)/map"
	@GEOSECTOR_HOME=$(CURDIR) "$$(swift build -c release --show-bin-path)/tileserver" serve --store $(STORE) --port $(PORT)
