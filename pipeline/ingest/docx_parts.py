"""Which parts of a DOCX package are what: by its relationships, since names are free (Word Online writes word/document2.xml)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from pipeline.errors import DocumentError
from pipeline.ingest.archives import Package
from pipeline.ingest.docx_xml import parse_part

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_USUAL_MAIN = "word/document.xml"
# By kind of relationship: what programs call the part, after its folder.
_USUAL = {
    "endnotes": "endnotes",
    "footer": "footer",
    "footnotes": "footnotes",
    "header": "header",
    "numbering": "numbering",
    "styles": "styles",
}


class Parts:
    """The parts of a package by what they are.

    Attributes:
        main: name of the part that holds the body.

    Raises:
        DocumentError: I008 when the package has no Word document.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        # Some programs write names with other letters or slashes than the relationships do.
        self._names = {_plain(name): name for name in sorted(package.parts)}
        main = next(iter(self._related("", "officeDocument")), "") or self._names.get(_USUAL_MAIN, "")
        if not main:
            raise DocumentError("I008", stage="ingest", format="DOCX", problem="it holds no Word document")
        self.main = main

    def of(self, kind: str) -> list[str]:
        """Names of the parts of a kind that the main part refers to, e.g. ``header``; by their usual names when it refers to none."""
        related = list(self._related(self.main, kind))
        if related:
            return sorted(set(related))
        start = posixpath.join(posixpath.dirname(_plain(self.main)), _USUAL[kind])
        return [
            name
            for plain, name in self._names.items()
            if plain.startswith(start) and plain.endswith(".xml") and plain[len(start) : -4].strip("0123456789") == ""
        ]

    def _related(self, part: str, kind: str) -> Iterator[str]:
        folder, name = posixpath.split(part)
        relationships = self._names.get(_plain(posixpath.join(folder, "_rels", f"{name}.rels")))
        if relationships is None:
            return
        try:
            root = parse_part(self._package.read(relationships), relationships)
        except DocumentError as error:
            if error.code != "I008":
                raise
            return
        for relationship in root.iter(_RELATIONSHIP):
            if relationship.get("Type", "").rpartition("/")[2] != kind or relationship.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target", "").replace("\\", "/")))
            if target.lower().lstrip("/") in self._names:
                yield self._names[target.lower().lstrip("/")]


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
