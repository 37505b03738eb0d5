"""``policyfacts.toml`` in the folder of a model: what its files do not tell, written by who trained it. It may be missing.

reads = "characters"       # or "words"; for models that do not say what they were trained on

[labels]                   # the model's labels that are none of models/ner_labels.toml
CAMPUS = "SCHOOL"
STREET = ""                # known, but nothing of ours
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import ConfigurationError
from pipeline.records import MentionLabel

NOTES = "policyfacts.toml"


class Notes(BaseModel):
    """The file, checked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reads: Literal["characters", "words", ""] = ""
    labels: dict[str, MentionLabel | Literal[""]] = {}


def read_notes(folder: Path) -> Notes:
    """The notes in the folder of a model.

    Raises:
        ConfigurationError: C044 when they are not as above.
    """
    path = folder / NOTES
    if not path.is_file():
        return Notes()
    try:
        return Notes.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError("C044", path=path, problem=str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        problem = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
        raise ConfigurationError("C044", path=path, problem=problem) from error
