"""The door to SQLite."""
