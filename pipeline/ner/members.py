"""Members of lists (青禾小学、白沙小学等), by the marks and links beside them."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.language.han import HAN

_MEMBER = re.compile(rf"(?<![^、和与及,。;:!?\n])[{HAN}·]{{2,11}}?(?=[、和与及,。;]|等)")


@lru_cache(maxsize=1)
def members(content: str) -> tuple[tuple[int, int], ...]:
    """The spans of what may be members of lists, in text order, without overlaps; the last text is kept."""
    return tuple(match.span() for match in _MEMBER.finditer(content))
