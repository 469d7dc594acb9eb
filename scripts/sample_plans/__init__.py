"""How the sample plans are written, one module a kind of file."""
