"""Periodic reports: what units write of their own work, what the province makes of it, letters to who is late."""
