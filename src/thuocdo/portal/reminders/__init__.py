"""Reminders by e-mail: who is told what, once."""
