"""Published results and 766 snapshots: imported whole, kept as published, computed figures beside them."""
