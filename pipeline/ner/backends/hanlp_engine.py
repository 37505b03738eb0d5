"""``--ner hanlp:FOLDER`` and ``--ner hanlp:NAME``: a NER model of HanLP 2.1 for PyTorch.

A folder that HanLP has saved is not always whole. That of a transformer names its base model, which
HanLP then fetches; here that counts as a download, unless the base model lies in the model's folder or on a path. HanLP
also asks the package index for a newer version of itself when it fails to load a model; so the class that the folder
names is loaded directly, not by ``hanlp.load``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigurationError
from pipeline.ner.backends.engine import Engine, Model, Suggestion
from pipeline.ner.backends.notes import read_notes
from pipeline.records import Sentence
from pipeline.resources import MODELS

_CLASSES = "hanlp.components.ner."
_SPECIAL = ("<", "[")
"""How entries of a vocabulary begin that stand for no token: <pad>, [UNK]."""


def _locate(model: str, allow_download: bool) -> Path:
    if find_spec("hanlp") is None:
        raise ConfigurationError("C042", engine="hanlp", package="hanlp", extra="hanlp")
    folder = Path(model)
    if not folder.is_dir():
        if not allow_download:
            problem = f"{model} is no folder, and HanLP fetches from the network what it knows by name"
            raise ConfigurationError("C046", setting=f"hanlp:{model}", problem=problem)
        folder = _fetched(model)
    config = _config(folder)
    missing = next(_missing(config, folder), None)
    if missing is not None and not allow_download:
        problem = f"the model in {folder} refers to {missing}, which is not on this machine and would be fetched"
        raise ConfigurationError("C046", setting=f"hanlp:{model}", problem=problem)
    return folder


def _fetched(name: str) -> Path:
    _settle(allow_download=True)
    from hanlp.pretrained import ner
    from hanlp.utils.io_util import get_resource

    known = {key: url for key, url in vars(ner).items() if key.isupper() and str(url).endswith(".zip")}
    if name not in known:
        problem = f"it is neither a folder nor a model that HanLP knows by name: {', '.join(sorted(known))}"
        raise ConfigurationError("C043", path=name, problem=problem)
    try:
        return Path(get_resource(known[name], verbose=False))
    except Exception as error:  # of the network, of the archive
        problem = f"it could not be fetched from {known[name]}: {type(error).__name__}: {error}"
        raise ConfigurationError("C043", path=name, problem=problem) from error


def _config(folder: Path) -> dict[str, Any]:
    path = folder / "config.json"
    if not path.is_file():
        problem = "it holds no config.json" + (
            ", but a meta.json: models for TensorFlow are not supported" if (folder / "meta.json").is_file() else ""
        )
        raise ConfigurationError("C043", path=folder, problem=problem)
    try:
        config = json.loads(path.read_bytes())
        name = config["classpath"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError("C043", path=path, problem=f"{type(error).__name__}: {error}") from error
    # The class is imported by this name, so that it must be one of HanLP's own.
    if not str(name).startswith(_CLASSES):
        raise ConfigurationError("C043", path=folder, problem=f"it is a {name}, which is no NER model of HanLP")
    return dict(config)


def _missing(config: Mapping[str, Any], folder: Path) -> Iterator[str]:
    """What a saved component refers to and is not here: addresses, base models, tables of embeddings."""
    for key, value in config.items():
        if isinstance(value, Mapping):
            yield from _missing(value, folder)
        elif isinstance(value, str) and (
            value.startswith(("http:", "https:"))
            or (key in ("transformer", "embed", "filepath") and not _path(value, folder).exists())
        ):
            yield value


def _path(value: str, folder: Path) -> Path:
    """A path that a component names: in its own folder, else as it stands."""
    return inner if (inner := folder / value).exists() else Path(value)


def _settle(allow_download: bool) -> None:
    """Where HanLP and transformers keep what they fetch, which they read when they are imported; nothing in the home
    folder unless the user says so."""
    fetched = MODELS / "fetched"
    os.environ.setdefault("HANLP_HOME", str(fetched / "hanlp"))
    os.environ.setdefault("HF_HOME", str(fetched / "huggingface"))
    if not allow_download:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")


def _load(folder: Path, allow_download: bool) -> Model:
    _settle(allow_download)
    try:
        component = _component(folder)
    except Exception as error:  # a damaged file raises whatever its reader does
        raise ConfigurationError("C043", path=folder, problem=f"{type(error).__name__}: {error}") from error
    reads_words = _reads_words(component, folder)

    def find(sentences: Sequence[Sentence]) -> Iterator[Suggestion]:
        places = [_words(sentence) if reads_words else _characters(sentence) for sentence in sentences]
        read = [(sentence, tokens) for sentence, tokens in zip(sentences, places, strict=True) if tokens]
        texts = [[sentence.text[start:end] for start, end in tokens] for sentence, tokens in read]
        for (sentence, tokens), names in zip(read, component.predict(texts), strict=True):
            for _, label, first, last in names:
                yield Suggestion(label, sentence.start + tokens[first][0], sentence.start + tokens[last - 1][1])

    return Model(_labels(component), find, reads_words)


def _component(folder: Path) -> Any:
    import torch
    from hanlp_common.reflection import object_from_classpath

    # Documents are done side by side by the workers of a run; one thread each is faster, and sums in one order.
    torch.set_num_threads(1)
    config = _config(folder)
    component = object_from_classpath(config["classpath"])
    paths = {key: str(_path(config[key], folder)) for key in ("transformer",) if isinstance(config.get(key), str)}
    component.load(str(folder), devices=-1, verbose=False, **paths)
    return component


def _labels(component: Any) -> frozenset[str]:
    """The labels in its tags (B-NR, S-ORG, O), or those of its spans."""
    vocabs = component.vocabs
    if "tag" in vocabs:
        return frozenset(tag.split("-", 1)[1] for tag in vocabs["tag"].idx_to_token if tag[1:2] == "-")
    return frozenset(label for label in vocabs["label"].idx_to_token if label[:1] not in _SPECIAL)


def _reads_words(component: Any, folder: Path) -> bool:
    """Whether its tokens are words: as its notes say, as its vocabulary shows, else yes, like all models that HanLP has.

    The tokens of a transformer are no part of its vocabularies.
    """
    stated = read_notes(folder).reads
    if stated:
        return stated == "words"
    key = component.config.token_key
    if key not in component.vocabs:
        return True
    tokens = component.vocabs[key].idx_to_token
    return any(len(token) > 1 and token[0] not in _SPECIAL for token in tokens)


def _characters(sentence: Sentence) -> list[tuple[int, int]]:
    return [(at, at + 1) for at, character in enumerate(sentence.text) if not character.isspace()]


def _words(sentence: Sentence) -> list[tuple[int, int]]:
    """Offsets of the words in the sentence, from which only white space is missing."""
    found = []
    end = 0
    for word in sentence.words:
        start = sentence.text.index(word, end)
        end = start + len(word)
        found.append((start, end))
    return found


ENGINE = Engine(packages=("hanlp", "torch", "transformers"), locate=_locate, load=_load)
