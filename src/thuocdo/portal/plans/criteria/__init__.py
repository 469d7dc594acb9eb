"""Which criterion of an index a task serves, and the points that stand at risk with it."""
