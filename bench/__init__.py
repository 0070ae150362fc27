"""Measurements: figures of the README, and runs over other projects' test data where it is present."""
