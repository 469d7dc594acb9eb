"""What a reading means here; knows no database."""
