"""The frame of every page: base template, components, tokens, static files, registries. No models."""
