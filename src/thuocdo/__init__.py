"""Thước Đo: measure, explain and compile the governance indices of a Vietnamese province.

The rooms of this package are described in ``ARCHITECTURE.md``; everything here but ``portal`` works without Django.
"""

__version__ = "0.1.0"
