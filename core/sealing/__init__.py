"""The seal over the record of looks and the history of changes (docs/decisions/0012)."""
