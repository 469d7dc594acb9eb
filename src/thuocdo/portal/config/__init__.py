"""Settings, addresses, and what fills the registries: the only room that knows every app."""
