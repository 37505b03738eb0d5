"""Speed and memory, measured on one core over the samples; writes a Markdown table or JSON. `make bench` runs it.

A benchmark is a function that yields measurements; add one to `BENCHMARKS`. Times are CPU seconds of the best of some
runs, so that a busy machine matters little; what is measured against spacy-pkuseg is run in turns with it, so that a machine that gets
slower is slower for both. Ratios that have fallen by more than a fifth under those of `bench_ratios.toml` fail; ``--pin``
writes them anew, ``--write`` puts the table into docs/performance.md. The samples are short and full of figures; with ``--texts`` the pipeline
is measured over documents of your own, and no ratio is held to the pinned ones.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from figures import Figure, put, table

from pipeline.config import Config
from pipeline.evaluation.whole import read_texts
from pipeline.facts import Facts
from pipeline.flow import build, extract_document
from pipeline.ingest import read_document
from pipeline.records import Metadata, RawDocument
from pipeline.stages import draft_of
from pipeline.tables.stages import STAGES

SAMPLES = Path("data/samples")
PINNED = Path(__file__).with_name("bench_ratios.toml")
PERFORMANCE = Path("docs/performance.md")
ALLOWED_FALL = 0.2
_REPEAT = 5
_TURNS = 3
_WORKERS = 3


@dataclass(frozen=True, slots=True)
class Measurement:
    """One figure.

    Attributes:
        target: what it should be, empty when nothing was promised.
        ratio: how many times as fast it is as spacy-pkuseg alone on the same text, in the same run; None when that says nothing.
    """

    what: str
    value: float
    unit: str
    target: str = ""
    ratio: float | None = None


def bench_segmenters() -> Iterator[Measurement]:
    """The decoder and spacy-pkuseg over the same text, without and with merging by a dictionary."""
    import spacy_pkuseg

    from pipeline.segment.decoder import Decoder

    model = Config().pkuseg_model
    texts = [document.text for document in _documents()]
    size = sum(map(len, texts))
    for setting, user_dict in (("", None), (", with its dictionary", "default")):
        reference, decoder = spacy_pkuseg.pkuseg(str(model), user_dict), Decoder(model, user_dict)
        ways = partial(_exhaust, map, reference.cut, texts), partial(_exhaust, map, decoder.cut, texts)
        slow, fast = (size / seconds for seconds in _in_turns(*ways))
        many = size * 20 / _best(partial(_exhaust, decoder.cut_all, texts * 20), 2)
        yield Measurement(f"spacy-pkuseg{setting}", slow, "characters/s")
        name = f"decoder, document by document{setting}"
        yield Measurement(name, fast, "characters/s", "≥ 5 times spacy-pkuseg", fast / slow)
        yield Measurement(f"decoder, many documents at once{setting}", many, "characters/s")


def bench_segmenter_processes() -> Iterator[Measurement]:
    """Seconds to load, and memory of each of some processes that hold a model at the same time."""
    for segmenter, limits in (("decoder", ("≤ 0.5", "≤ 60")), ("spacy-pkuseg", ("", ""))):
        workers = [_start_worker(segmenter) for _ in range(_WORKERS)]
        for worker in workers:
            _answer(worker)
        loaded = [json.loads(_answer(worker, "load")) for worker in workers]
        # Only now do all hold the model, so that what they share counts as shared.
        grown = [json.loads(_answer(worker, "measure")) for worker in workers]
        for worker in workers:
            worker.communicate("stop\n")
        yield Measurement(f"{segmenter}, load and first words", min(loaded), "s", limits[0])
        yield Measurement(f"{segmenter}, memory of its own of a further worker", max(grown), "MB", limits[1])


def bench_pipeline() -> Iterator[Measurement]:
    """The whole flow of a document, and how the time divides among the stages."""
    yield from pipeline_over(_documents())


def pipeline_over(documents: Sequence[RawDocument]) -> Iterator[Measurement]:
    """The same over any documents."""
    import spacy_pkuseg

    size = sum(len(document.text) for document in documents)
    reference = spacy_pkuseg.pkuseg(str(Config().pkuseg_model), None)
    ways = [partial(_exhaust, map, reference.cut, [document.text for document in documents])]
    for words in (True, False):
        ways.append(partial(_exhaust, map, partial(extract_document, config=Config(words=words)), documents))
    peer, *seconds = _in_turns(*ways)
    yield Measurement("spacy-pkuseg alone", size / peer, "characters/s")
    for name, own, target in zip(
        ("whole pipeline", "whole pipeline, without words"), seconds, ("≥ 60,000", ""), strict=True
    ):
        yield Measurement(name, size / own, "characters/s", target, peer / own)
    for stage, own in _stage_seconds(documents).items():
        yield Measurement(f"stage {stage}", size / own, "characters/s", "", peer / own)


def bench_model_of_names() -> Iterator[Measurement]:
    """The trained model of names alone, over folded documents."""
    from pipeline.fold import fold
    from pipeline.ner.model import tag

    texts = [fold(document.text) for document in _documents()]
    seconds = _best(partial(_exhaust, map, tag, texts), _REPEAT)
    yield Measurement("model of names", sum(map(len, texts)) / seconds, "characters/s", "≥ 300,000")


def bench_startup() -> Iterator[Measurement]:
    """CPU seconds of whole processes: what somebody waits for who asks for little, on a machine that does nothing else.

    The byte code is there, as after any first run.
    """
    with tempfile.TemporaryDirectory() as temporary:
        small, out = Path(temporary) / "small.txt", Path(temporary) / "facts"
        small.write_text(
            "青禾县2023年教育工作总结\n全县现有学校41所,在校生1.3万名,比上年减少260名。\n", encoding="utf-8"
        )
        command = [sys.executable, "-m", "pipeline.cli"]
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(Path(temporary) / "bytecode")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        _process_seconds([*command, "run", str(small), "--out", str(out)], environment, 1)
        script = [sys.executable, "-c"]
        for what, arguments, target in (
            ("import pipeline", [*script, "import pipeline"], "≤ 0.4"),
            ("parse_quantity", [*script, "import pipeline; pipeline.parse_quantity('近3000万元')"], ""),
            ("policyfacts --version", [*command, "--version"], "≤ 0.4"),
            ("policyfacts --help", [*command, "--help"], "≤ 0.4"),
            ("policyfacts status", [*command, "status", str(out)], "≤ 0.4"),
            ("policyfacts validate", [*command, "validate", str(out)], "≤ 0.4"),
            ("policyfacts show --run", [*command, "show", small.name, "--run", str(out)], "≤ 0.4"),
            ("policyfacts show, one small file", [*command, "show", str(small)], "≤ 2"),
        ):
            yield Measurement(what, _process_seconds(arguments, environment, _REPEAT), "s", target)


def _process_seconds(command: list[str], environment: Mapping[str, str], times: int) -> float:
    """The least CPU time of a process, user and system."""
    found = []
    for _ in range(times):
        before = os.times()
        subprocess.run(command, check=True, capture_output=True, env=environment)
        after = os.times()
        found.append(after.children_user - before.children_user + after.children_system - before.children_system)
    return min(found)


BENCHMARKS: list[Callable[[], Iterator[Measurement]]] = [
    bench_segmenters,
    bench_segmenter_processes,
    bench_pipeline,
    bench_model_of_names,
    bench_startup,
]


def main() -> int:
    """Run the benchmarks and print what they measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="part of the name of the benchmarks to run")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--pin", action="store_true", help="pin the ratios measured, instead of holding them to the pinned ones"
    )
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    parser.add_argument(
        "--texts", type=Path, help="JSON lines with `id` and `text`, also gzipped: measure the pipeline over these"
    )
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if options.worker:
        _work(options.worker)
        return 0
    if options.texts:
        print(table(map(_figure, pipeline_over(_own_documents(options.texts)))))
        return 0
    chosen = [bench for bench in BENCHMARKS if not options.only or options.only in bench.__name__]
    measurements = [measurement for bench in chosen for measurement in bench()]
    if options.json:
        print(json.dumps([asdict(measurement) for measurement in measurements], ensure_ascii=False, indent=2))
    else:
        print(table(map(_figure, measurements)))
    if options.write:
        load = f"Load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."
        put(PERFORMANCE, "stages", f"{load}\n\n{table(map(_figure, measurements))}")
    if options.pin:
        _pin(measurements)
        return 0
    fallen = _fallen(measurements)
    for line in fallen:
        print(line, file=sys.stderr)
    return 1 if fallen else 0


def _figure(measured: Measurement) -> Figure:
    value = f"{measured.value:,.0f}" if measured.value >= 100 else f"{measured.value:.3g}"
    peer = "" if measured.ratio is None else f"{measured.ratio:.2f} times spacy-pkuseg"
    return Figure(measured.what, f"{value} {measured.unit}", peer, measured.target)


def _pins() -> dict[str, float]:
    return tomllib.loads(PINNED.read_text(encoding="utf-8")) if PINNED.is_file() else {}


def _pin(measurements: Sequence[Measurement]) -> None:
    """Write the ratios measured over the pinned ones; those of benchmarks that were not run stay."""
    pins = _pins() | {
        measured.what: round(measured.ratio, 2) for measured in measurements if measured.ratio is not None
    }
    lines = [f"{json.dumps(name)} = {ratio}" for name, ratio in sorted(pins.items())]
    head = "# Times as fast as spacy-pkuseg alone on the same text; `scripts/bench.py --pin` writes them, `make bench` holds to them.\n"
    PINNED.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def _fallen(measurements: Sequence[Measurement]) -> list[str]:
    """What has become slower beside spacy-pkuseg than is allowed."""
    pins = _pins()
    return [
        f"{measured.what}: {measured.ratio:.2f} times spacy-pkuseg, pinned {pins[measured.what]:.2f}"
        for measured in measurements
        if measured.ratio is not None and measured.ratio < (1 - ALLOWED_FALL) * pins.get(measured.what, 0.0)
    ]


def _documents() -> list[RawDocument]:
    config = Config()
    return [read_document(path.read_bytes(), path.name, config) for path in sorted(SAMPLES.iterdir())]


def _own_documents(path: Path) -> list[RawDocument]:
    config = Config()
    return [read_document(text.encode(), f"{name}.txt", config) for name, text in read_texts(path).items()]


def _exhaust(make: Callable[..., Iterable[object]], *arguments: Any) -> None:
    for _ in make(*arguments):
        pass


def _in_turns(*runs: Callable[[], object]) -> list[float]:
    """CPU seconds of the best of some runs of each."""
    return [min(seconds) for seconds in zip(*([_best(run, 1) for run in runs] for _ in range(_TURNS)), strict=True)]


def _best(run: Callable[[], object], times: int) -> float:
    seconds = []
    for _ in range(times):
        started = time.process_time()
        run()
        seconds.append(time.process_time() - started)
    return min(seconds)


def _stage_seconds(documents: Sequence[RawDocument]) -> dict[str, float]:
    models = build(Config())
    best: dict[str, float] = {}
    for _ in range(_REPEAT):
        seconds: dict[str, float] = {}
        for document in documents:
            draft = draft_of(Facts(document, Metadata()))
            ended = time.process_time()
            for name, step in chain.from_iterable(map(models.steps, STAGES)):
                started = ended
                draft = step(draft)
                ended = time.process_time()
                seconds[name] = seconds.get(name, 0.0) + ended - started
        best = {stage: min(spent, best.get(stage, spent)) for stage, spent in seconds.items()}
    return best


def _start_worker(segmenter: str) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, "--worker", segmenter]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _answer(worker: subprocess.Popen[str], command: str = "") -> str:
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(command + "\n")
    worker.stdin.flush()
    return worker.stdout.readline()


def _work(segmenter: Any) -> None:
    """A worker process: does what its standard input says, a line at a time."""
    from pipeline.records import Sentence
    from pipeline.segment.words import WordSegmenter

    documents = [Sentence(0, 0, 0, len(document.text), document.text) for document in _documents()]
    input()
    before = _own_megabytes()
    print("ready", flush=True)
    input()
    started = time.process_time()
    words = WordSegmenter(Config().pkuseg_model, segmenter)
    words.segment([Sentence(0, 0, 0, 2, "学校")])
    seconds = time.process_time() - started
    for document in documents:
        words.segment([document])
    print(seconds, flush=True)
    input()
    print(_own_megabytes() - before, flush=True)
    input()


def _own_megabytes() -> float:
    """What the process alone holds (unique set size)."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


if __name__ == "__main__":
    sys.exit(main())
