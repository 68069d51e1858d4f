"""Forms that a report takes besides the page: Typst templates, the workbook, Word."""
