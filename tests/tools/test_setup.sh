#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tools/setup on systems that are made up: what is installed, who runs it, and whether apt works, are stand-ins in PATH.
set -u

root=$(pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for tool in sh awk tail rm mktemp env cat dirname; do
    ln -s "$(command -v $tool)" "$folder/$tool"
done

stand_in() {
    printf '#!/bin/sh\n%s\n' "$2" >"$folder/$1"
    chmod +x "$folder/$1"
}

# Name of the test, expected exit status, text expected in the output (empty: no output), arguments…
expect() {
    name=$1 status=$2 text=$3
    shift 3
    out=$(PATH=$folder sh "$root/tools/setup" "$@" 2>&1)
    got=$?
    case $out in
        *"$text"*) found=yes ;;
        *) found=no ;;
    esac
    [ -n "$text" ] || [ -z "$out" ] || found=no
    if [ $got -eq "$status" ] && [ $found = yes ]; then
        echo "ok - $name"
    else
        printf 'not ok - %s (exit status %d)\n%s\n' "$name" $got "$out"
    fi
}

all_installed='shift 2; for p in "$@"; do echo "installed $p"; done'
but_cmocka='shift 2; for p in "$@"; do [ $p = libcmocka-dev ] && echo "config-files $p" || echo "installed $p"; done; exit 1'

expect 'a system without apt is told what to install' 1 'no apt'
stand_in apt-get 'echo "apt-get $*" >>'"$folder"'/asked'
stand_in id 'echo 0'
stand_in dpkg-query "$all_installed"
expect 'silent when nothing is missing' 0 ''
expect 'a purpose nobody knows is refused' 1 'no package has the purpose nonsense' nonsense
stand_in dpkg-query "$but_cmocka"
expect 'only names what is missing when asked to' 1 'missing: libcmocka-dev' --missing
expect 'nothing is missing for another purpose' 0 '' --missing build
expect 'installs as root' 0 'installing libcmocka-dev'
grep -q '^apt-get install -y --no-install-recommends libcmocka-dev *$' "$folder/asked" &&
    echo 'ok - installs what is missing and nothing else' || echo 'not ok - installs what is missing and nothing else'
stand_in id 'echo 1000'
expect 'says what to do when neither root nor sudo' 1 'apt-get install --no-install-recommends libcmocka-dev'
stand_in sudo 'echo sudo >>'"$folder"'/asked; exec "$@"'
expect 'installs by sudo' 0 'installing libcmocka-dev'
stand_in apt-get 'echo "E: no such network"; exit 100'
expect 'shows what apt said when it fails' 1 'no such network'
