# SPDX-License-Identifier: GPL-3.0-or-later
# Sources → build/skarn, build/libskarn.a and build/libskarn.so; `make help` lists the targets.
# Variants live side by side: make BUILD=build/clang CC=clang; make BUILD=build/asan SANITIZE=address,undefined.

BUILD    ?= build
PREFIX   ?= /usr/local
SCENARIO ?= scenarios/baseline.cfg
ifeq ($(origin CC),default)
CC := gcc
endif
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc)
endif

# The folders of sim/ in the order in which one may include another (tools/check-layers).
ORDER    := base scenario network uncertainty optimizer decisions metrics engine results study report cli
# Those to build; fewer when working on a part: make STATIONS='base scenario' BUILD=build/part test
STATIONS ?= $(ORDER)

VERSION := $(shell sed -n 's/^.define SK_VERSION "\(.*\)"/\1/p' include/skarn/version.h)
SONAME  := libskarn.so.$(firstword $(subst ., ,$(VERSION)))

CFLAGS   ?= -O2 -g
WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wno-sign-conversion -Wshadow $(if $(WERROR),-Werror)
CHECKS   := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer)
# Interposition is off so that the shared library's own calls are inlined as the static one's are.
COMPILE   = $(CC) -std=c11 -D_POSIX_C_SOURCE=200809L -ffp-contract=off -fopenmp -fPIC \
            -fno-semantic-interposition $(CFLAGS) $(WARNINGS) $(CHECKS) -MMD -MP
LINK      = $(CC) -fopenmp $(CFLAGS) $(CHECKS) $(LDFLAGS)
LIBS     := -Wl,--as-needed -lglpk -lconfig -lgsl -lgslcblas -lsqlite3 -lcjson -lm

# Each command is said in short; in full with V=1, not at all under make -s.
Q   := $(if $(V),,@)
say  = $(if $(V)$(findstring s,$(firstword -$(MAKEFLAGS))),,@echo '  $(1) $(2)')

SOURCES  := $(foreach s,$(STATIONS),$(wildcard sim/$(s)/*.[cS] sim/$(s)/*/*.c))
OBJECTS  := $(patsubst %,$(BUILD)/%.o,$(basename $(SOURCES)))
CLI      := $(filter $(BUILD)/sim/cli/%,$(OBJECTS))
LIBRARY  := $(filter-out $(CLI),$(OBJECTS))
PROGRAM  := $(if $(CLI),$(BUILD)/skarn)

.PHONY: all run test test-fast test-programs check check-report check-slurm format docs memo bench install clean help
all: $(PROGRAM) $(BUILD)/libskarn.a $(BUILD)/libskarn.so

$(BUILD)/skarn: $(CLI) $(BUILD)/libskarn.a
	$(call say,LINK,$@)
	$(Q)$(LINK) $^ $(LIBS) -o $@

$(BUILD)/libskarn.a: $(LIBRARY) $(BUILD)/members
	$(Q)rm -f $@ && $(AR) rcs $@ $(LIBRARY)

$(BUILD)/libskarn.so: $(LIBRARY) $(BUILD)/members tools/libskarn.map
	$(call say,LINK,$@)
	$(Q)$(LINK) -shared -Wl,-soname,$(SONAME) -Wl,--version-script=tools/libskarn.map $(LIBRARY) $(LIBS) \
		-o $(BUILD)/$(SONAME)
	$(Q)ln -sf $(SONAME) $@

# The command-line program sees the public headers alone.
$(BUILD)/sim/cli/%.o: sim/cli/%.c $(BUILD)/flags | $(BUILD)/headers
	@mkdir -p $(@D)
	$(call say,CC  ,$<)
	$(Q)$(COMPILE) -Iinclude -c $< -o $@

$(BUILD)/sim/%.o: sim/%.c $(BUILD)/flags | $(BUILD)/headers
	@mkdir -p $(@D)
	$(call say,CC  ,$<)
	$(Q)$(COMPILE) -Iinclude -Isim -c $< -o $@

# The report's page, put together from its parts and d3, becomes a part of the library.
D3        ?= /usr/share/nodejs/d3/dist/d3.min.js
D3_SANKEY ?= /usr/share/nodejs/d3-sankey/dist/d3-sankey.min.js
$(BUILD)/page.html: tools/make-page $(wildcard sim/report/page/*) $(wildcard $(D3) $(D3_SANKEY))
	@mkdir -p $(@D)
	$(Q)tools/make-page sim/report/page/template.html $(D3) $(D3_SANKEY) >$@.new && mv $@.new $@

$(BUILD)/sim/report/page.o: sim/report/page.S $(BUILD)/page.html $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,AS  ,$<)
	$(Q)$(CC) $(CFLAGS) -DPAGE='"$(BUILD)/page.html"' -c $< -o $@

# A missing header is said with its Debian package, before the compiler trips over it.
HEADERS := stdio.h:libc6-dev glpk.h:libglpk-dev libconfig.h:libconfig-dev gsl/gsl_cdf.h:libgsl-dev \
           Random123/philox.h:librandom123-dev sqlite3.h:libsqlite3-dev cjson/cJSON.h:libcjson-dev
$(BUILD)/headers: Makefile
	@mkdir -p $(@D)
	@tools/check-headers "$(CC)" $(HEADERS)
	@touch $@

# Files that change when the way of compiling does, or the list of what the library is made of.
$(BUILD)/flags:   TEXT = $(COMPILE) $(LINK)
$(BUILD)/members: TEXT = $(LIBRARY)
$(BUILD)/flags $(BUILD)/members: FORCE
	@mkdir -p $(@D)
	@echo '$(TEXT)' | cmp -s - $@ || echo '$(TEXT)' >$@
FORCE:

run: all
	$(BUILD)/skarn run $(SCENARIO)

# Tests: a cmocka program for each tests/<folder>/test_*.c, and every test_*.sh. Those of tests/api see only what an
# embedder sees. With STATIONS given, only the tests of these folders; TESTS names single ones.
TEST_FOLDERS := $(if $(filter file,$(origin STATIONS)),*,$(STATIONS))
TESTS        := $(sort $(foreach f,$(TEST_FOLDERS),$(wildcard tests/$(f)/test_*.c tests/$(f)/test_*.sh)))
FAST_TESTS    = $(filter-out %_slow.c %_slow.sh,$(TESTS))
SUPPORT      := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/support/*.c))
TEST_OBJECTS := $(patsubst %.c,$(BUILD)/%.o,$(filter %.c,$(TESTS)))
# Test sources → what is run: a program, or the script itself.
runnable      = $(patsubst %.c,$(BUILD)/%,$(filter %.c,$(1))) $(filter %.sh,$(1))
# Every test may make an allocation fail, and the solver reach its limit (tests/support/allocation.h, solver_limit.h).
WRAP         := -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=glp_simplex,--wrap=glp_exact

test: all $(call runnable,$(TESTS))
	@BUILD=$(BUILD) tests/run $(call runnable,$(TESTS))

test-fast: all $(call runnable,$(FAST_TESTS))
	@BUILD=$(BUILD) tests/run $(call runnable,$(FAST_TESTS))

test-programs: $(call runnable,$(TESTS))

$(BUILD)/test-headers: Makefile | $(BUILD)/headers
	@tools/check-headers "$(CC)" cmocka.h:libcmocka-dev
	@touch $@

$(BUILD)/tests/api/%.o: tests/api/%.c $(BUILD)/flags | $(BUILD)/test-headers
	@mkdir -p $(@D)
	$(call say,CC  ,$<)
	$(Q)$(COMPILE) -Iinclude -c $< -o $@

$(BUILD)/tests/%.o: tests/%.c $(BUILD)/flags | $(BUILD)/test-headers
	@mkdir -p $(@D)
	$(call say,CC  ,$<)
	$(Q)$(COMPILE) -Iinclude -Isim -Itests -c $< -o $@

$(BUILD)/tests/api/%: $(BUILD)/tests/api/%.o $(BUILD)/libskarn.so
	$(Q)$(LINK) $< -L$(BUILD) -lskarn -Wl,-rpath,$(abspath $(BUILD)) -lcmocka -o $@

$(BUILD)/tests/%: $(BUILD)/tests/%.o $(BUILD)/libsupport.a $(BUILD)/libskarn.a
	$(Q)$(LINK) $(WRAP) $< -Wl,--start-group $(BUILD)/libskarn.a $(BUILD)/libsupport.a -Wl,--end-group $(LIBS) -lcmocka -o $@

$(BUILD)/libsupport.a: $(SUPPORT)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

.SECONDARY: $(TEST_OBJECTS) $(SUPPORT)

check:
	+@MAKE="$(MAKE)" ORDER="$(ORDER)" tools/check $(STAGES)

# The report in a real browser; screenshots are left in BUILD/report-page.
check-report: all
	@sh tools/setup report
	@/usr/bin/python3 tests/report_page/check_page.py $(BUILD)/skarn $(BUILD)/report-page

# Shards as jobs of a real Slurm, which is started for that, and ended.
check-slurm: all
	@sh tools/setup slurm
	@BUILD=$(BUILD) tests/run tests/slurm/check_sandbox.sh tests/slurm/check_sweep.sh

format:
	clang-format -i $$(find include sim tests -name '*.[ch]')

# docs/policy-memo.md from the studies of the baseline; MEMO_SAMPLES=40 for a first look. A study that was stopped goes on.
MEMO_SAMPLES ?= 400
memo: all
	@MEMO_SAMPLES=$(MEMO_SAMPLES) tools/memo $(BUILD)/skarn $(SCENARIO) $(BUILD)/memo docs/policy-memo.md

docs: $(PROGRAM)
	$(BUILD)/skarn help --reference >$(BUILD)/scenario.md && cp $(BUILD)/scenario.md docs/scenario.md

# The benchmark links the library's inside and GLPK, against which it measures; where CLP's header is installed
# (coinor-libclp-dev), CLP too. FULL=1 measures everything, BENCH_FLAGS='--only PART' one part.
CLP_HEADER   := $(wildcard /usr/include/coin/Clp_C_Interface.h)
BENCH_SOURCE := $(filter-out tools/bench/rival_clp$(if $(CLP_HEADER),_missing).c,$(wildcard tools/bench/*.c))
BENCH        := $(BENCH_SOURCE:%.c=$(BUILD)/%.o)
# What tools/bench/seams.c stands before (see there).
SEAMS        := -Wl,--wrap=ski_world_draw,--wrap=ski_forecast_fill,--wrap=ski_program_move,--wrap=ski_program_patch \
                -Wl,--wrap=ski_solver_patch,--wrap=ski_solver_solve,--wrap=ski_solver_read,--wrap=ski_certify \
                -Wl,--wrap=ski_ledger_carry_out,--wrap=ski_measure_row,--wrap=ski_optimum_find

$(BUILD)/tools/%.o: tools/%.c $(BUILD)/headers $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC  ,$<)
	$(Q)$(COMPILE) -D_DEFAULT_SOURCE -Iinclude -Isim -c $< -o $@

$(BUILD)/bench: $(BENCH) $(BUILD)/libskarn.a
	$(call say,LINK,$@)
	$(Q)$(LINK) $(SEAMS) $^ $(if $(CLP_HEADER),-lClp) $(LIBS) -o $@

bench: all $(BUILD)/bench
	$(if $(CLP_HEADER),,@echo 'CLP is not installed (sh tools/setup bench): its column stays empty')
	$(BUILD)/bench $(if $(FULL),--full) --csv $(BUILD)/bench.csv $(BENCH_FLAGS) $(BUILD)/skarn $(SCENARIO) \
		$(BUILD)/bench-run

install: all
	install -d $(addprefix $(DESTDIR)$(PREFIX)/,bin lib/pkgconfig include/skarn share/doc/skarn/docs share/skarn/scenarios/data \
		share/man/man1 share/bash-completion/completions)
	$(if $(PROGRAM),install $(PROGRAM) $(DESTDIR)$(PREFIX)/bin)
	$(if $(PROGRAM),$(PROGRAM) help --man >$(DESTDIR)$(PREFIX)/share/man/man1/skarn.1)
	$(if $(PROGRAM),$(PROGRAM) help --completion >$(DESTDIR)$(PREFIX)/share/bash-completion/completions/skarn)
	install -m 644 $(BUILD)/libskarn.a $(BUILD)/$(SONAME) $(DESTDIR)$(PREFIX)/lib
	ln -sf $(SONAME) $(DESTDIR)$(PREFIX)/lib/libskarn.so
	install -m 644 include/skarn/*.h $(DESTDIR)$(PREFIX)/include/skarn
	install -m 644 LICENSE README.md CHANGELOG.md CONTRIBUTING.md $(DESTDIR)$(PREFIX)/share/doc/skarn
	install -m 644 $(filter-out %.template.md,$(wildcard docs/*.md)) docs/*.cfg docs/*.png $(DESTDIR)$(PREFIX)/share/doc/skarn/docs
	install -m 644 scenarios/*.cfg $(DESTDIR)$(PREFIX)/share/skarn/scenarios
	install -m 644 scenarios/data/*.cfg $(DESTDIR)$(PREFIX)/share/skarn/scenarios/data
	sed 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|' tools/skarn.pc.in >$(DESTDIR)$(PREFIX)/lib/pkgconfig/skarn.pc

clean:
	rm -rf $(BUILD)

help:
	@echo 'make all      build/skarn, build/libskarn.a, build/libskarn.so (the default)'
	@echo 'make run      build, then run SCENARIO=scenarios/baseline.cfg'
	@echo 'make test     build, then run every test (test-fast: without test_*_slow)'
	@echo 'make check    format, lint, layers, docs, install; clang, ASan + UBSan and TSan on the fast tests'
	@echo 'make check-report  the report in a real browser, which it installs'
	@echo 'make check-slurm   shards as jobs of a real Slurm, which it installs and starts'
	@echo 'make format   lay the code out as .clang-format says'
	@echo 'make docs     write docs/scenario.md anew'
	@echo 'make memo     write docs/policy-memo.md anew from the studies of the baseline (MEMO_SAMPLES=400)'
	@echo 'make bench    measure how fast it is (FULL=1: everything)'
	@echo 'make install  to PREFIX=/usr/local, below DESTDIR when given'
	@echo 'make clean    remove BUILD=build'
	@echo
	@echo 'Variables: BUILD, CC (gcc, clang), CFLAGS, WERROR=1, V=1, SANITIZE, STATIONS, TESTS, STAGES (of check)'

-include $(OBJECTS:.o=.d) $(TEST_OBJECTS:.o=.d) $(SUPPORT:.o=.d) $(BENCH:.o=.d)
