# What one does with a checkout. Everything here works from a clean clone.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build
.NOTPARALLEL:
.PHONY: deps libraries build run test check call bench fuzz fuzz-webhooks compare simulate torture soak static deb system-test proxies clean

# A module imports what Package.swift says, and nothing more.
SWIFT_FLAGS = --explicit-target-dependency-import-check error

# Debian's packages: to build and run, and to place calls in the tests.
LIBRARIES = libsqlite3-dev libsystemd-dev pkg-config
LAB = python3 python3-venv kamailio kamailio-extra-modules kamailio-utils-modules kamailio-tls-modules sip-tester strace \
    iptables openssl chromium poppler-utils fonts-dejavu-core man-db prometheus gcc libc6-dev systemd
BENCH = wrk
# To make a package of it, and to try it behind a reverse proxy.
PACKAGING = dpkg-dev debhelper lintian
PROXIES = caddy nginx-light openssl
# To boot a Debian with the package.
MACHINE = mmdebstrap systemd-container e2fsprogs gcc libc6-dev

# Debian has Kamailio and its like where only root looks.
export PATH := $(PATH):/usr/sbin:/sbin

# Installs those of the packages $(1) that are missing, and asks for nothing if none is.
define install
@missing=(); \
if ! command -v dpkg-query >/dev/null; then \
    echo "This is no Debian, so nothing was installed. What is needed: $(1)" >&2; exit 0; \
fi; \
for package in $(1); do \
    dpkg-query -W -f='$${db:Status-Abbrev}\n' "$$package" 2>/dev/null | grep -q '^ii' || missing+=("$$package"); \
done; \
if [ $${#missing[@]} -eq 0 ]; then exit 0; fi; \
if [ "$$(id -u)" -eq 0 ]; then as_root=(); \
elif command -v sudo >/dev/null; then as_root=(sudo); \
else echo "These Debian packages are missing: $${missing[*]}. Install them as root, then try again." >&2; exit 1; fi; \
echo "Installing $${missing[*]}"; \
apt=("$${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300); \
"$${apt[@]}" update </dev/null; \
"$${apt[@]}" install --no-install-recommends "$${missing[@]}" </dev/null
endef

# Everything that the tests need.
deps:
	$(call install,$(LIBRARIES) $(LAB))

# What the checks in Python need, from PyPI.
PYTHON = .venv/bin/python
$(PYTHON): Tests/requirements.txt
	python3 -m venv .venv
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r Tests/requirements.txt
	@touch $(PYTHON)

# What it takes to build and run.
libraries:
	$(call install,$(LIBRARIES))
	@command -v swift >/dev/null || { echo "Swift 6.3 is missing: see https://www.swift.org/install/linux/" >&2; exit 1; }

build: libraries
	swift build $(SWIFT_FLAGS)

# The daemon on the example in config/; all it writes stands in .run/.
run: build
	@mkdir -p .run
	@echo
	@echo 'The hotline runs until Ctrl-C. To place a first call, in another terminal:'
	@echo
	@echo '    .build/debug/hotlinectl rehearse --from "+45 00 00 00 31"'
	@echo
	@exec .build/debug/hotlined --config config/hotlined.yaml

test: deps libraries $(PYTHON)
	swift build $(SWIFT_FLAGS) --build-tests
	HOTLINE_PAGES=$(CURDIR)/.build/pages swift test $(SWIFT_FLAGS)
	$(PYTHON) Tests/ReportPage/check.py --self-check
	$(PYTHON) Tests/ReportPage/check.py .build/pages/*.html
	$(PYTHON) Tests/RosterSchema/check.py
	$(PYTHON) Tests/RosterPlan/check.py .build/debug/hotlinectl
	$(PYTHON) Tests/API/check.py .build/debug/hotlined .build/debug/hotlinectl
	$(PYTHON) Tests/Metrics/check.py .build/debug/hotlined .build/debug/hotlinectl
	python3 Tests/Messages/check.py .build/debug/hotlined .build/debug/hotlinectl .build/debug/hotline-messenger
	$(PYTHON) Tests/Console/check.py .build/debug/hotlined .build/debug/hotlinectl --self-check
	$(PYTHON) Tests/Console/check.py .build/debug/hotlined .build/debug/hotlinectl
	python3 Tests/Guides/check.py .build/debug/hotlinectl
	python3 Tests/ManPages/check.py .build/debug/hotlined .build/debug/hotlinectl .build/debug/hotline-messenger
	python3 Tests/System/units.py
	python3 Tests/RosterFuzzer/run.py --seconds 30
	python3 Tests/Torture/run.py --short
	python3 Tests/EndToEnd/run.py

check:
	swift format lint --strict --parallel --recursive Package.swift Sources Tests
	$(MAKE) test

# A SIP call to watch.
call: deps build
	python3 Tests/EndToEnd/call.py

# The figures of docs/benchmarks.md.
bench: deps libraries
	$(call install,$(BENCH))
	swift build $(SWIFT_FLAGS) -c release
	python3 Tests/Bench/run.py

# Hours for whatever reads what comes from outside: `make fuzz SECONDS=3600 SEED=7`, `make fuzz WHICH=decoders RUNS=10000000`.
fuzz: libraries
	python3 Tests/RosterFuzzer/run.py $(WHICH) --seed $(or $(SEED),1) $(if $(RUNS),--runs $(RUNS)) \
	    $(if $(SECONDS),--seconds $(SECONDS),$(if $(RUNS),,--seconds 600))

# Mutated requests of every dialect, 600 and a call of 60 for each seed: `make fuzz-webhooks SEEDS=600 FIRST=1`.
fuzz-webhooks: libraries
	HOTLINE_MUTATION_SEEDS=$(or $(SEEDS),600) HOTLINE_MUTATION_FIRST=$(or $(FIRST),1) \
	    swift test $(SWIFT_FLAGS) --filter DialectMutationTests

# Duty against a second reckoning, for many random rosters: `make compare SEEDS=5000 FIRST=100000`.
compare: libraries
	HOTLINE_COMPARISON_SEEDS=$(or $(SEEDS),2000) HOTLINE_COMPARISON_FIRST=$(or $(FIRST),1) \
	    swift test $(SWIFT_FLAGS) --filter 'By comparison'

# A world in a box: `make simulate SEED=7 DAYS=365`. Exit 0 only if everything held.
simulate: libraries
	swift build $(SWIFT_FLAGS) -c release --product HotlineSimulator
	.build/release/HotlineSimulator $(or $(SEED),1) $(or $(DAYS),365)

# The long campaigns: 10,000 simulated days, each hundred of them from a seed of its own.
torture: deps libraries
	swift build $(SWIFT_FLAGS) -c release --product HotlineSimulator
	.build/release/HotlineSimulator $(or $(SEED),1) 100 100
	swift build $(SWIFT_FLAGS) -c release --product hotlined
	swift build $(SWIFT_FLAGS) -c release --product hotlinectl
	python3 Tests/Torture/run.py --seed $(or $(SEED),1) --hotlined .build/release/hotlined

# Hours under a steady load, for operators: `make soak HOURS=72`. A sample is taken every ten seconds.
soak: deps libraries
	swift build $(SWIFT_FLAGS) -c release --product hotlined
	swift build $(SWIFT_FLAGS) -c release --product hotlinectl
	python3 Tests/Torture/run.py --only soak --seed $(or $(SEED),1) --count $$(( $(or $(HOURS),2) * 360 )) \
	    --hotlined .build/release/hotlined

# The package in a Debian 12 with a real systemd, as root; `make system-test CASE=NAME` for one.
system-test: deb
	$(call install,$(MACHINE))
	python3 Tests/System/run.py --deb $(DEB)/akuttelefon_*.deb $(foreach case,$(CASE),--case $(case))

# The programs as a machine without Swift runs them: its runtime is linked into them.
static: libraries
	swift build $(SWIFT_FLAGS) -c release --static-swift-stdlib --scratch-path .build-static --product hotlined
	swift build $(SWIFT_FLAGS) -c release --static-swift-stdlib --scratch-path .build-static --product hotlinectl
	swift build $(SWIFT_FLAGS) -c release --static-swift-stdlib --scratch-path .build-static --product hotline-messenger

# The Debian package, into .build/deb, and what it was made of: Debian's packages (.buildinfo), the Swift libraries
# (Package.resolved) and the sums of all. With HOTLINE_BINARIES=DIR it takes the programs from there.
DEB = $(CURDIR)/.build/deb
deb: $(if $(HOTLINE_BINARIES),,libraries)
	$(call install,$(LIBRARIES) $(PACKAGING))
	rm -rf $(DEB)
	mkdir -p $(DEB)
	HOTLINE_DEB_DIR=$(DEB) dpkg-buildpackage --build=binary --unsigned-source --unsigned-changes --post-clean \
	    --buildinfo-file=$(DEB)/akuttelefon.buildinfo --buildinfo-option=-u$(DEB) \
	    --changes-file=$(DEB)/akuttelefon.changes --changes-option=-u$(DEB)
	lintian --fail-on error,warning $(if $(filter 0,$(shell id -u)),--allow-root) $(DEB)/akuttelefon.changes
	$(if $(HOTLINE_BINARIES),,cp Package.resolved $(DEB)/)
	cd $(DEB) && sha256sum *.* > SHA256SUMS
	@ls -l $(DEB)/*.deb

# The examples for Caddy and nginx, with requests through each. Installing them may start Debian's own services.
proxies: build
	$(call install,$(PROXIES))
	python3 Tests/Proxies/check.py

# Also forgets the calls and secrets of `make run`.
clean:
	swift package clean
	rm -rf .run .venv .build-static
	find Tests -name __pycache__ -type d -prune -exec rm -rf {} +
