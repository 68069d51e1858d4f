"""The ward sheet: one page that a councillor can print."""
