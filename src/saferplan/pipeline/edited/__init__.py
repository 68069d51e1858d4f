"""What a person changed in a block of a Word report: its words and tables beside those that the report would write."""
