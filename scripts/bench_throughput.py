"""Runs over many documents: speed by workers, memory, the cost of a run that has nothing to do, loading.

Prints a Markdown table; `make bench-throughput` runs it. Times are wall-clock, so a busy machine shows. The documents
are generated from the samples: the same text with other figures, cut to the wanted length at a line.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

import pipeline
from pipeline.batch import Outcome, RunSummary, find_inputs, run
from pipeline.config import Config
from pipeline.ingest import read_document
from pipeline.tables.compact import compact

SAMPLES = Path("data/samples")
_DIGIT = re.compile(r"[1-9]")
_WARM = 40
_THOUSAND = 1000

Row = tuple[str, str, str]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000, help="documents of the long run")
    parser.add_argument("--usual", type=int, default=600, help="documents of usual length, for each number of workers")
    parser.add_argument("--skip-words", action="store_true", help="measure without words only")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="policyfacts-bench-"))
    try:
        print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
        print("| | measured | target |\n|---|---:|---|")
        usual = workers(folder, options.usual, with_words=not options.skip_words)
        for section in (usual, long_run(folder, options.documents)):
            for what, value, target in section:
                print(f"| {what} | {value} | {target} |", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def workers(folder: Path, documents: int, *, with_words: bool) -> Iterator[Row]:
    """Speed and memory by number of workers, without words and with them, on documents of usual length."""
    docs = folder / "usual"
    write_documents(docs, documents, None)
    for words in (False, True) if with_words else (False,):
        rates = {}
        for count in (1, 2):
            watch = _measure(docs, folder / f"usual-{words}-{count}", Config(words=words), count)
            rates[count] = watch.characters_per_second(_WARM)
            name = f"{count} worker{'s' if count > 1 else ''}, {'with' if words else 'without'} words"
            target = "≥ 60,000" if count == 1 and not words else ""
            yield f"{name}: characters/s", f"{rates[count]:,.0f}", target
            yield f"{name}: documents/s", f"{watch.documents_per_second(_WARM, None):,.1f}", ""
            yield f"{name}: peak memory of a worker", f"{max(watch.worker_peaks.values()):,.0f} MB", ""
        yield f"2 workers : 1 worker, {'with' if words else 'without'} words", f"{rates[2] / rates[1]:.2f}", "≥ 1.7"


def long_run(folder: Path, documents: int) -> Iterator[Row]:
    """Many short documents: is everything flat to the end? Then once more, and loading them."""
    docs, out, config = folder / "many", folder / "many-out", Config(words=False)
    write_documents(docs, documents, 600)
    watch = _measure(docs, out, config, 2)
    name = f"{documents:,} documents, 2 workers"
    yield f"{name}: seconds", f"{watch.times[-1] - watch.started:,.0f}", ""
    # Documents are reported when their part is written, a thousand at once: halves hold many parts.
    middle = watch.times[documents // 2 - 1]
    yield f"{name}: documents/s, first half", f"{documents / 2 / (middle - watch.started):,.1f}", ""
    yield f"{name}: documents/s, second half", f"{documents / 2 / (watch.times[-1] - middle):,.1f}", "as the first"
    yield f"{name}: memory of the parent after 1,000 and at the end", f"{watch.parent_mb[0]:,.0f}, {watch.parent_mb[-1]:,.0f} MB", ""  # fmt: skip
    yield f"{name}: peak of a worker after 1,000 and at the end", f"{watch.peaks_mb[0]:,.0f}, {watch.peaks_mb[-1]:,.0f} MB", "flat"  # fmt: skip
    started = time.perf_counter()
    files = find_inputs([docs], out).files
    found = time.perf_counter()
    summary = run(files, out, config)
    ended = time.perf_counter()
    assert summary.counts == {"skipped": documents}, summary.counts
    yield "second run: finding the files", f"{(found - started) / documents * 1e6:.0f} µs per document", ""
    yield "second run: hashing, ledger, checking the tables", f"{(ended - found) / documents * 1e6:.0f} µs per document", "≤ 60"  # fmt: skip
    started = time.perf_counter()
    rows = compact(out)
    yield f"compact {documents:,} documents", f"{time.perf_counter() - started:,.0f} s", ""
    bare, ours = best(lambda: pd.read_parquet(out / "compact" / "claims"), lambda: pipeline.load(out, "claims"))
    yield f"pandas.read_parquet of {rows['claims']:,} claims", f"{bare * 1000:,.0f} ms", ""
    yield "pipeline.load of the same", f"{ours * 1000:,.0f} ms", ""
    yield "pipeline.load : pandas", f"{ours / bare:.2f}", "≤ 1.2"
    seconds, megabytes = _panel(out)
    yield f"policyfacts panel of {documents:,} documents", f"{seconds:,.0f} s", ""
    yield "peak memory of it", f"{megabytes:,.0f} MB", "≤ 1,000 MB"
    wanted = ["subject", "value", "unit"]
    [some] = best(lambda: pipeline.load(out, "claims", columns=wanted, filters=[("unit_norm", "==", "CNY")]))
    yield "pipeline.load, three columns of the sums of money", f"{some * 1000:,.0f} ms", ""


def _panel(out: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of a process that writes the panel."""
    code = (
        "import sys; from pathlib import Path; from pipeline.panels import write_panel; write_panel(Path(sys.argv[1]))"
    )
    code += "; print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code, str(out)], check=True, capture_output=True, text=True)
    return time.perf_counter() - started, int(done.stdout) / 1024


@dataclass(slots=True)
class _Watch:
    """What is seen of a run while it goes."""

    started: float = field(default_factory=time.perf_counter)
    times: list[float] = field(default_factory=list)
    characters: list[int] = field(default_factory=list)
    worker_peaks: dict[int, float] = field(default_factory=dict)
    parent_mb: list[float] = field(default_factory=list)
    peaks_mb: list[float] = field(default_factory=list)

    def __call__(self, outcome: Outcome, summary: RunSummary, total: int) -> None:
        """Note a document, and now and then the memory."""
        self.times.append(time.perf_counter())
        self.characters.append(outcome.n_chars)
        if len(self.times) % _THOUSAND == 0 or len(self.times) == total - 5:
            for child in multiprocessing.active_children():
                self.worker_peaks[child.pid or 0] = megabytes(child.pid or 0, "VmHWM")
            self.parent_mb.append(megabytes(os.getpid(), "VmRSS"))
            self.peaks_mb.append(max(self.worker_peaks.values()))

    def characters_per_second(self, first: int) -> float:
        """From document number `first` on, when all workers have started."""
        return sum(self.characters[first + 1 :]) / (self.times[-1] - self.times[first])

    def documents_per_second(self, first: int, last: int | None) -> float:
        """Between two documents."""
        times = self.times[first:last]
        return (len(times) - 1) / (times[-1] - times[0])


def _measure(docs: Path, out: Path, config: Config, count: int) -> _Watch:
    watch = _Watch()
    summary = run(find_inputs([docs]).files, out, config, workers=count, on_outcome=watch)
    assert not summary.has_failures, summary.codes
    return watch


def write_documents(folder: Path, count: int, length: int | None) -> None:
    """Documents made of the samples, each with other figures; of at most `length` characters when it is given."""
    config = Config(words=False)
    texts = [read_document(path.read_bytes(), path.name, config).text for path in sorted(SAMPLES.iterdir())]
    folder.mkdir(parents=True)
    for number in range(count):
        text = texts[number % len(texts)]
        if length is not None and len(text) > length:
            # From another place each time round, so that few documents are alike.
            start = text.find("\n", (number * 97) % (len(text) - length)) + 1
            text = text[start : start + length].rpartition("\n")[0] or text[start : start + length]
        shift = number // len(texts)
        text = _DIGIT.sub(lambda match: str((int(match[0]) + shift) % 9 + 1), text)  # noqa: B023
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")


def megabytes(pid: int, key: str) -> float:
    """What the system counts of the memory of a process under `key`; 0 where it counts none."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith(key):
            return int(line.split()[1]) / 1024
    return 0.0


def best(*ways: Callable[[], object]) -> list[float]:
    """The shortest time of each, in turns, so that a machine whose speed changes is fair to all."""
    seconds: list[list[float]] = [[] for _ in ways]
    for _ in range(10):
        for way, taken in zip(ways, seconds, strict=True):
            started = time.perf_counter()
            way()
            taken.append(time.perf_counter() - started)
    return [min(taken) for taken in seconds]


if __name__ == "__main__":
    main()
