"""One workbook for each unit, out and back; knows no database."""
