"""Compose a digest and render it; pure."""
