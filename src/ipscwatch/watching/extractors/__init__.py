"""Extractors, one module each: what a text or a row claims about a subject."""
