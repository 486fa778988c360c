"""SQLite behind one class: schema and migrations, writing, reading, search."""
