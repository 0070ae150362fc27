"""TOML files to values; every problem at once, with file and line."""
