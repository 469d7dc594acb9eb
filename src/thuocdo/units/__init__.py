"""Provinces, communes and departments of Viet Nam in their eras: facts with sources, succession, lookup by name.

On 1 July 2025 the 63 provinces became 34, the districts ceased to exist, and some ten thousand communes became 3,321.
Codes were used again for other territories, so a unit is never a code alone but a scheme and a code (``Unit``).
``docs/methods/units-and-succession.md`` says the rules in words, ``facts/SOURCES.md`` where each fact comes from.
"""
