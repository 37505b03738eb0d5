"""The XML of DOCX parts, parsed without entities, network or limits lifted."""

from __future__ import annotations

from typing import Any

from lxml import etree

from pipeline.errors import DocumentError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Strict Open XML has names of its own for the same things.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = W[1:-1].encode()


def parse_part(data: bytes, name: str, kind: str = "DOCX") -> Any:
    """The root element of a part.

    Raises:
        DocumentError: I008 when it is not well-formed, nests too deeply, or declares entities.
    """
    # No Office program writes a document type; entities are defined nowhere else.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise DocumentError("I008", stage="ingest", format=kind, problem=f"{name} declares a document type")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data.replace(_STRICT, _USUAL), parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError("I008", stage="ingest", format=kind, problem=f"{name}: {error.msg}") from error


def child(element: Any, name: str) -> Any | None:
    """The first child with a name of the main namespace; None for None."""
    return element.find(f"{W}{name}") if element is not None else None


def val(element: Any | None) -> str:
    """Its ``w:val``; empty when there is none."""
    return str(element.get(f"{W}val") or "") if element is not None else ""


def is_on(element: Any | None) -> bool:
    """Whether a toggle property is set: present, and not switched off."""
    return element is not None and val(element) not in ("0", "false", "off", "none")
