"""The sentences of every problem, one YAML file a room: ``CODE: {vi: …, en: …}`` with ``{parameters}``."""
