"""What proves that something was done: files checked by content, and official documents named by number and day."""
