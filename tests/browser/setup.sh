#!/usr/bin/env bash
# What the browser tests need: Chromium, and the two packages of package-lock.json. Returns at once when all is there.
set -euo pipefail
cd "$(dirname "$0")"

has_chromium() {
  local name
  for name in "${HEX311_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [[ -n "$name" ]] && type -P "$name" > /dev/null && return
  done
  return 1
}

install_chromium() {
  echo "» installing Chromium (apt-get)"
  local run=()
  if [[ "$(id -u)" != 0 ]]; then
    command -v sudo > /dev/null || { echo "There is no Chromium here. Install it, or name one: HEX311_CHROMIUM=/path" >&2; exit 1; }
    run=(sudo -n)
  fi
  local log
  log="$(mktemp)"
  if ! { "${run[@]}" apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get install -y -qq \
    --no-install-recommends chromium fonts-dejavu-core; } > "$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "Chromium could not be installed. Install it, or name one: HEX311_CHROMIUM=/path" >&2
    exit 1
  fi
  rm -f "$log"
}

has_chromium || install_chromium

# npm ci would take the packages away and fetch them again; it is only run when the lock file is newer than they are.
if [[ ! -e node_modules/.package-lock.json || package-lock.json -nt node_modules/.package-lock.json ]]; then
  echo "» browser test packages (npm)"
  npm ci --no-audit --no-fund --ignore-scripts --silent
  touch node_modules/.package-lock.json
fi
