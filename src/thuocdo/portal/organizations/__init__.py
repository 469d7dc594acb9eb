"""Units of every level and what became of them; people, positions, roles; groups of units."""
