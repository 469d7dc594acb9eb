"""A workbook goes out, is filled in, and comes back: exactly the edits arrive, and nothing else."""

from __future__ import annotations
