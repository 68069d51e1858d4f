"""What several tests share: a small place in the publishers' formats, and ways to look at what became of its files."""
