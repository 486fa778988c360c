"""One store as one file: SQLite, the default; many readers, one writer at a time."""
