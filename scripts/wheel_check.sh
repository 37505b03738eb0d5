#!/usr/bin/env bash
# Builds the wheel and uses it where nothing of the repository is: in an empty folder, in a fresh environment.
# The model is linked instead of fetched again. Usage: wheel_check.sh PYTHON (one that has `build`).
set -euo pipefail

python=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
repository=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$python" -m build --quiet --wheel --outdir "$folder/dist" "$repository"
wheel=$(ls "$folder"/dist/*.whl)
echo "built $(basename "$wheel"), $(du -k "$wheel" | cut -f1) kB"
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$wheel"

mkdir "$folder/empty"
cd "$folder/empty"
# Before the model is there, the run must say which command fetches it.
printf '青禾县现有小学41所,教师1300名。\n全年投入资金约3000万元。\n' > report.txt
status=0
"$folder/venv/bin/policyfacts" run report.txt --out facts 2> message || status=$?
[ "$status" -eq 2 ] && grep -q 'policyfacts fetch' message || { echo "no message about the missing model:" >&2; cat message >&2; exit 1; }

models=$("$folder/venv/bin/python" -c 'from pipeline.resources import MODELS; print(MODELS)')
ln -s "$repository/models/fetched" "$models/fetched"
"$folder/venv/bin/policyfacts" fetch
# What somebody does first, with the samples that are in the wheel.
"$folder/venv/bin/policyfacts" demo | tail -n 1
[ -s policyfacts-demo/report/index.html ] || { echo "the demo wrote no pages" >&2; exit 1; }
"$folder/venv/bin/policyfacts" --version
"$folder/venv/bin/policyfacts" run report.txt --out facts
"$folder/venv/bin/policyfacts" report facts
for page in facts/report/index.html facts/report/assets/report.css facts/report/documents/*.html; do
    [ -s "$page" ] || { echo "the report has no $page" >&2; exit 1; }
done
"$folder/venv/bin/python" - <<'PY'
import pipeline

facts = pipeline.extract("青禾县现有小学41所,教师1300名。")
values = [(int(claim.value), claim.unit) for claim in facts.claims]
assert values == [(41, "所"), (1300, "名")], values
frame = pipeline.load("facts", "claims")
assert 3e7 in set(frame["value"]), frame
assert all(len(words) for words in pipeline.load("facts", "sentences")["words"])
# As a guest in another spaCy pipeline: the components come from the entry points, nothing of ours is imported.
import importlib.util, subprocess, sys

assert importlib.util.find_spec("spacy") is None, "the package brings spaCy, which is an extra"
subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "spacy>=3.8.7,<3.9"], check=True)

guest = """
import spacy

nlp = spacy.blank("zh")
for stage in ("clean", "segment", "words", "ner", "claims"):
    nlp.add_pipe(f"policyfacts_{stage}")
doc = nlp("青禾县现有小学41所,教师1300名。")
quantities = [span._.quantity for span in doc.spans["claims"]]
assert [(int(quantity.value), quantity.unit) for quantity in quantities] == [(41, "所"), (1300, "名")], quantities
"""
subprocess.run([sys.executable, "-c", guest], check=True)
print("the wheel works in an empty folder:", values, "and", len(frame), "claims from the file")
PY
