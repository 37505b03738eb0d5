"""What a Han character is."""

from __future__ import annotations

import re

USUAL_HAN = r"\u4e00-\u9fff"
"""Members of a character class: the block of Unicode that nearly all Chinese text is written in, the sign of a right encoding."""
HAN = rf"\u3400-\u4dbf{USUAL_HAN}\U00020000-\U0003ffff"
"""Members of a character class: all Han characters, the rare ones of names and places too (㙟, 䶮, 𬭎)."""
ONE_HAN = re.compile(f"[{HAN}]")
"""One Han character."""
