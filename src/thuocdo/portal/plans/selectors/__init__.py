"""Reading plans: the only doors to these tables."""
