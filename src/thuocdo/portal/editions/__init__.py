"""Rulebook editions: stored whole, revised, frozen once a result has been made with them."""
