"""Files that the reports app makes in the background."""
