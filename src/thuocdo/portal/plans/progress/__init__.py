"""How far the work is and when it is late; knows no database."""
