"""The door to people: one module per kind of channel."""
