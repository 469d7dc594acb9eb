"""Reading reports: the only doors to their tables."""
