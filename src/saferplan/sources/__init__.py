"""Published sources: one declaration each, and the code that recognises and reads their files."""
