#!/usr/bin/env bash
# A stranger's first minutes: a fresh clone, then what README.md says, line by line, to pages and a chart of a folder.
# Nothing is taken from this checkout but its commits and uncommitted changes, so what only works here fails here.
set -euo pipefail
repository=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
begun=$SECONDS

say() { printf '\n[%3d s] $ %s\n' "$((SECONDS - begun))" "$*"; }
fail() { printf 'newcomer: %s\n' "$*" >&2; exit 1; }

say git clone
git clone --quiet "$repository" "$folder/policyfacts"
git -C "$repository" diff --binary HEAD -- . ':!models/fetched' | git -C "$folder/policyfacts" apply --allow-empty
cd "$folder/policyfacts"
unset VIRTUAL_ENV PYTHONPATH MAKELEVEL MAKEFLAGS MFLAGS

say make
make > "$folder/help"
[ "$(sed -n '/^To begin with/,/^$/p' "$folder/help" | grep -c '  make ')" -eq 5 ] || fail "make does not show five targets first"

# The block behind "## Two commands": each line is a command, `#` begins what it says of it.
mapfile -t commands < <(awk '/^## Two commands/{on=1} on && /^```$/{n++; next} on && n==1' README.md | sed 's/ *#.*//')
[ "${commands[*]}" = "make run make shell" ] || fail "README.md has other commands than make run and make shell: ${commands[*]}"
say "${commands[0]}"
${commands[0]} | tee "$folder/run"
tail -n 1 "$folder/run" | grep -q '^next: .venv/bin/policyfacts report' || fail "the run does not end with the next step"

# What follows is typed into the shell that `make shell` opens.
say "${commands[1]}"
{
    echo 'set -e'
    # What README.md shows behind `$ `, in order.
    awk '/^```console$/{on=1; next} /^```$/{on=0} on && /^\$ /' README.md | sed 's/^\$ //'
    # Its chart of the folder: the extra, then the lines of Python behind it.
    echo "python -m pip install --quiet --disable-pip-version-check --editable '.[chart]'"
    echo "python <<'PY'"
    echo 'import pipeline'
    awk '/^From the folder to a chart/{on=1} on && /^```python$/{code=1; next} code && /^```$/{exit} code' README.md
    echo 'PY'
} > "$folder/typed"
cat "$folder/typed"
SHELL=$(command -v bash) MPLBACKEND=agg make --no-print-directory shell < "$folder/typed"

[ -s facts/report/index.html ] || fail "no pages"
[ "$(head -c 4 figures.png | tail -c 3)" = PNG ] || fail "no chart"
printf '\n[%3d s] from nothing to pages and a chart of a folder: done\n' "$((SECONDS - begun))"
