"""Reading results: the only doors to these tables."""
