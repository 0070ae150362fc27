"""Claims read from an item: each module of this package exports one ``EXTRACTOR``, found by looking here."""

from ipscwatch.watching.extractors.extraction import extract, extractors

__all__ = ["extract", "extractors"]
