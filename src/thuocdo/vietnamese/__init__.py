"""Vietnamese text as offices write it: numbers, dates, folding without diacritics, legacy encodings, tables.

No other room parses text its own way. ``docs/methods/text.md`` says the rules in words.
"""
