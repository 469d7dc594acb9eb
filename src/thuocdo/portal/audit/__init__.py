"""Who did what, when, to what, from where: one table, one function. Its pages live in ``dashboards``."""
