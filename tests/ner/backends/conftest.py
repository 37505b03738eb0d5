"""What the tests of all engines share."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from pipeline.batch.fingerprints import fingerprints
from pipeline.flow import build


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The addresses to which something has tried to connect; nothing gets through."""
    tried: list[object] = []

    def connect(self: socket.socket, address: Any) -> None:
        tried.append(address)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", connect)
    return tried


@pytest.fixture
def anew() -> Iterator[None]:
    """A process remembers its pipelines and fingerprints; a model that changes is for the next process."""
    yield
    build.cache_clear()
    fingerprints.cache_clear()
