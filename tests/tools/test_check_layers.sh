#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tools/check-layers passes a tree that keeps the order and catches each kind of violation when one is planted.
set -u

check=$(pwd)/tools/check-layers
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

plant() {
    mkdir -p "$tree/$(dirname "$1")"
    printf '%s\n' "$2" >"$tree/$1"
}

layers() {
    (cd "$tree" && "$check" base scenario optimizer metrics cli) >"$tree/out" 2>&1
}

# FILE, its text, name of the test.
catches() {
    plant "$1" "$2"
    if layers || ! grep -q "^$1:1: " "$tree/out"; then
        echo "not ok - $3"
        cat "$tree/out"
    else
        echo "ok - $3"
    fi
    rm "$tree/$1"
}

allows() {
    plant "$1" "$2"
    if layers; then
        echo "ok - $3"
    else
        echo "not ok - $3"
        cat "$tree/out"
    fi
    rm "$tree/$1"
}

plant include/skarn/a.h '#include <stdio.h>'
plant sim/base/a.h '#include <stddef.h>'
plant sim/scenario/a.c '#include "base/a.h"'
plant sim/cli/main.c '#include <skarn/a.h>'
plant sim/cli/commands.h '#include <stdio.h>'
plant sim/optimizer/a.c '#include <glpk.h>'

allows sim/scenario/b.c '#include "own.h"' 'a folder includes its own headers'
allows sim/metrics/b.c '#include <gsl/gsl_cdf.h>' 'metrics uses distribution functions'
allows sim/cli/b.c '#include "commands.h"' 'the program includes its own headers'
catches sim/base/b.c '#include "scenario/a.h"' 'a folder that includes from one after it'
catches sim/base/b.c '#  include <scenario/a.h>' 'the same in angle brackets'
catches sim/base/b.c '#include "../scenario/a.h"' 'a way round by a relative path'
catches sim/scenario/b.c '#include <glpk.h>' 'glpk.h outside the optimizer'
catches sim/base/b.c '#include <libconfig.h>' 'libconfig.h outside the scenario'
catches sim/base/b.c '#include <gsl/gsl_rng.h>' 'gsl outside uncertainty and metrics'
catches sim/metrics/b.c '#include <Random123/philox.h>' 'Random123 outside uncertainty'
catches sim/metrics/b.c '#include <omp.h>' 'omp.h outside the engine'
catches sim/metrics/b.c '#include <cjson/cJSON.h>' 'cJSON outside the report'
catches sim/metrics/b.c '#include <sqlite3.h>' 'sqlite3.h outside the results'
catches sim/cli/b.c '#include "base/a.h"' 'the program reaching into the library'
catches sim/cli/b.c '#include <math_special.h>' 'the program using a library other than C'
catches include/skarn/b.h '#include "base/a.h"' 'a public header reaching into the library'
catches include/skarn/b.h '#include <glpk.h>' 'a public header reaching a library'
catches sim/extra/b.c '#include <stdio.h>' 'a folder that stands nowhere in the order'
