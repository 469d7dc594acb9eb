"""The sample plan at work: imported, confirmed, assigned and partly reported, all of it through the public services."""
