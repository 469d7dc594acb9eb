"""Plans on paper become the work of many units: imported, confirmed, assigned."""
