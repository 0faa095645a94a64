#!/bin/sh
# Installs the pinned packages into the folder given; says in one sentence what is wrong when it can't.
cd "$1" || exit 1
if ! command -v npm >/dev/null 2>&1; then
    echo "npm is missing: the pages' styles are built with it (Debian packages nodejs and npm)." >&2
    exit 1
fi
if ! npm ci --ignore-scripts --legacy-peer-deps --no-audit --no-fund --loglevel=error; then
    echo "The npm packages of the pages' styles could not be installed: is the npm registry reachable?" >&2
    exit 1
fi
