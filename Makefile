# SPDX-License-Identifier: AGPL-3.0-or-later
#
# make               build sgindex and sgsearch into build/MODE
# make demo          build, index the sample documents and ask them something
# make test          build and run every test (MODE=debug unless you name another)
# make lint          format, static analysis, includes, banned functions, size
# make bench         measure sgindex and sgsearch beside omindex and recollindex
# make quality       measure how truly documents are read, on ../shared/data, and list each miss
# make fuzz          run each fuzz target for SECONDS=30
# make coverage      run every test with MODE=cov; lines and branches reached, by folder
# make install       into DESTDIR= PREFIX=/usr/local
# make clean         remove build/
# make help          show this
#
# MODE=release       optimised (what `make` builds)
# MODE=debug         warnings are errors
# MODE=asan          debug with address, leak and undefined-behaviour sanitizers
# MODE=tsan          debug with the thread sanitizer
# MODE=fuzz          clang, asan and what libFuzzer needs
# MODE=cov           counts what is run
#
# V=1 shows the commands.  Missing Debian packages are installed first (tools/setup).

MODE ?= release
PREFIX ?= /usr/local
DESTDIR ?=
SECONDS ?= 30
VERSION := 0.1.0
B := build/$(MODE)

CC := gcc
CXX := g++
PACKAGES := glib-2.0 xapian-core libxml-2.0 jansson libseccomp libmagic uchardet libutf8proc libzip gmime-3.0 mupdf
# libmupdf.a does not name HarfBuzz, which it needs, in its pkg-config file
LIBS := $(shell pkg-config --libs --static mupdf 2>/dev/null) -lharfbuzz \
       $(shell pkg-config --libs $(filter-out mupdf,$(PACKAGES)) 2>/dev/null) \
       -lstemmer -lstdc++
CPPFLAGS := -I. -D_GNU_SOURCE -DSG_VERSION='"$(VERSION)"' $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null | sed 's/-I/-isystem /g')
WARN := -Wall -Wextra -Wshadow -Wpointer-arith -Wwrite-strings -Wformat=2 -Wundef -Wvla
CWARN := $(WARN) -Wstrict-prototypes -Wmissing-prototypes -Wconversion -Wno-sign-conversion \
         -Werror=implicit -Werror=int-conversion -Werror=incompatible-pointer-types
# a C++ exception that crosses a C frame must run the frame's clean-ups
CFLAGS_ALL := -std=gnu11 -fexceptions -fstack-protector-strong $(CWARN)
CXXFLAGS_ALL := -std=c++17 -fvisibility=hidden -fstack-protector-strong $(WARN)

# one line a step; make V=1 shows the commands
ifneq ($(V),1)
Q := @
say = @echo "  $(1)	$@"
endif

ifeq ($(MODE),release)
OPT := -O2 -g -D_FORTIFY_SOURCE=2
else ifeq ($(MODE),debug)
OPT := -O1 -g -Werror
else ifeq ($(MODE),asan)
OPT := -O1 -g -Werror -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
else ifeq ($(MODE),tsan)
OPT := -O1 -g -Werror -fsanitize=thread
else ifeq ($(MODE),fuzz)
CC := clang
CXX := clang++
OPT := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all
else ifeq ($(MODE),cov)
OPT := -O0 -g --coverage
else
$(error MODE=$(MODE) is not one of release debug asan tsan fuzz cov)
endif

# ---- what is built -----------------------------------------------------

PROGRAMS := sgindex sgsearch
MAINS := indexer/main.c query/cli/main.c
SOURCES := $(filter-out $(MAINS) index/xap/example.c, \
             $(wildcard base/*.c corpus/*.c index/*.c indexer/*.c indexer/extract/*.c indexer/facts/*.c indexer/structure/*.c query/*.c query/cli/*.c))
XAP := $(wildcard index/xap/*.cc)
OBJECTS := $(SOURCES:%.c=$(B)/%.o) $(XAP:%.cc=$(B)/%.o)
LIB := $(B)/libsgsearch.a

TESTS := $(patsubst tests/unit/%.c,$(B)/tests/unit/%,$(wildcard tests/unit/test_*.c))
HELPERS := $(patsubst tests/quality/%.c,$(B)/tests/quality/%,$(wildcard tests/quality/*.c))
TEST_SUPPORT := $(patsubst %.c,$(B)/%.o,$(wildcard tests/support/*.c))
FUZZERS := $(patsubst tests/fuzz/%.c,$(B)/tests/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))

.PHONY: all setup programs demo tests test tested coverage lint linted bench quality helpers fuzz fuzzers install clean help
.SECONDARY:
.DELETE_ON_ERROR:

all: setup
	@$(MAKE) --no-print-directory programs

programs: $(PROGRAMS:%=$(B)/%) $(B)/xap-example
	@:

$(B)/sgindex: $(B)/indexer/main.o $(LIB)
$(B)/sgsearch: $(B)/query/cli/main.o $(LIB)
$(B)/xap-example: $(B)/index/xap/example.o $(LIB)
$(B)/sgindex $(B)/sgsearch $(B)/xap-example:
	$(call say,LINK)
	$(Q)$(CC) $(OPT) -o $@ $^ $(LIBS)

$(LIB): $(OBJECTS)
	@rm -f $@
	$(call say,AR)
	$(Q)ar rcs $@ $^

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) $(OPT) -include base/banned.h -MMD -MP -c -o $@ $<

$(B)/%.o: %.cc Makefile
	@mkdir -p $(@D)
	$(call say,CXX)
	$(Q)$(CXX) $(CPPFLAGS) $(CXXFLAGS_ALL) $(OPT) -MMD -MP -c -o $@ $<

$(B)/tests/unit/%: $(B)/tests/unit/%.o $(TEST_SUPPORT) $(LIB)
	$(call say,LINK)
	$(Q)$(CC) $(OPT) -o $@ $^ $(LIBS) $(shell pkg-config --libs cmocka)

$(B)/tests/quality/%: $(B)/tests/quality/%.o $(LIB)
	$(call say,LINK)
	$(Q)$(CC) $(OPT) -o $@ $^ $(LIBS)

$(B)/tests/fuzz/%: $(B)/tests/fuzz/%.o $(LIB)
	$(call say,LINK)
	$(Q)$(CC) $(OPT) -fsanitize=fuzzer -o $@ $^ $(LIBS)

-include $(shell find $(B) -name '*.d' 2>/dev/null)

# ---- targets -----------------------------------------------------------

setup:
	@tools/setup build

# Each target that may have to install packages calls a make of its own for the rest: this one has
# already asked pkg-config.
demo: setup
	@$(MAKE) --no-print-directory programs
	@tools/demo $(B)

tests: programs $(TESTS) $(HELPERS)

test: MODE := $(if $(filter release,$(MODE)),debug,$(MODE))
test:
	@tools/setup test
	@$(MAKE) --no-print-directory MODE=$(MODE) tested
# sanitizers make the longest ones several times slower
tested: export TEST_TIMEOUT_S = $(if $(filter asan tsan,$(MODE)),1200,600)
tested: tests
	@tests/run $(B)

coverage:
	@tools/setup test
	@$(MAKE) --no-print-directory MODE=cov tested
	@tools/coverage build/cov

lint:
	@tools/setup lint
	@$(MAKE) --no-print-directory linted
linted: export C_FLAGS = $(CPPFLAGS) $(CFLAGS_ALL) -include base/banned.h
linted: export CXX_FLAGS = $(CPPFLAGS) $(CXXFLAGS_ALL)
linted:
	@tools/lint

bench:
	@tools/setup bench
	@$(MAKE) --no-print-directory MODE=release programs
	@tests/bench/run build/release

# the helpers of tests/quality are built in the same mode as the programs
quality:
	@tools/setup test
	@$(MAKE) --no-print-directory MODE=$(MODE) programs helpers
	@tools/quality $(B)
helpers: $(HELPERS)

fuzz:
	@tools/setup lint
	@$(MAKE) --no-print-directory MODE=fuzz fuzzers
	@tests/fuzz/run build/fuzz $(SECONDS)
fuzzers: $(FUZZERS)

install: programs
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(PROGRAMS:%=$(B)/%) $(DESTDIR)$(PREFIX)/bin

clean:
	rm -rf build

help:
	@sed -n '/^# make/,/^$$/s/^# \{0,1\}//p' Makefile
