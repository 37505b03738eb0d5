"""Templates to pages. Whatever comes from a document is escaped, and what is not ours to run does not run.

Escaping is jinja's, switched on for every template, and `tojson` for data, which no ``</script>`` ends. Behind it stands a
content security policy: only scripts and styles that carry the page's nonce run. The nonce is a digest of all that the page
shows, so pages are the same at every run, and a text cannot hold the nonce of its own page.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.report.answers import breakdown_words, indicator_names
from pipeline.report.facts import shown_fields
from pipeline.report.strings import read_strings, translate
from pipeline.version import VERSION

Language = Literal["zh", "en"]

_HERE = Path(__file__).parent
STATIC = _HERE / "static"

ASSETS = tuple(path.name for path in sorted(STATIC.iterdir()) if not path.name.startswith("evaluation."))
"""The files of `static` that a report holds."""

# Control characters as their pictures: HTML may not hold them, and the offsets stay what they are.
_VISIBLE = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"} | {0x7F: 0x2421}


def render(template: str, language: Language, **values: Any) -> str:
    """Fill a template.

    Args:
        template: name of a file in `templates`.
        language: in which the page is written; its reader may switch.
        values: what the template shows.
    """
    nonce = hashlib.sha256(f"{VERSION}\0{values!r}".encode("utf-8", "backslashreplace")).hexdigest()[:32]
    return _environment().get_template(template).render(language=language, nonce=nonce, version=VERSION, **values)


def strings_script() -> str:
    """The words of the interface for the scripts of the pages."""
    return _constants(STRINGS=read_strings())


def fields_script() -> str:
    """The fields that facts have for the scripts of the pages."""
    return _constants(FIELDS=shown_fields())


def catalogue_script() -> str:
    """The indicators and the parts of totals for the scripts of the pages."""
    return _constants(INDICATORS=indicator_names(), BREAKDOWNS=breakdown_words())


def _constants(**values: Any) -> str:
    told = [f"const {name} = {json.dumps(value, ensure_ascii=False, indent=0)};\n" for name, value in values.items()]
    return "\n".join(['"use strict";\n', *told])


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "allow_nan": False, "separators": (",", ":")}
    environment.filters["visible"] = lambda text: text.translate(_VISIBLE)
    environment.globals["t"] = translate
    environment.globals["static"] = _static
    environment.globals["strings_script"] = lambda: Markup(strings_script())
    return environment


def _static(name: str) -> Markup:
    """A file of `static`, for pages that hold their scripts and styles themselves."""
    return Markup((STATIC / name).read_text(encoding="utf-8"))
