"""The arithmetic of 766 snapshots without a database: files into days, days into figures, figures into words."""
