"""What the stages know of the language: numerals, units, and how a page tears and spaces a quantity."""
