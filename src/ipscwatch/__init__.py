"""A news watcher that tells which fact about a therapy changed, who says so, and whom to believe."""

__version__ = "0.1.0"
