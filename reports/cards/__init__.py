"""Cards of the first page. Each file of this folder is read; a card registers itself by being declared."""
