"""Source kinds, one module each, pure: what to ask, and how to read the answer."""
