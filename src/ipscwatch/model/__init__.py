"""The values that flow through the program, one module per stage; frozen, without behaviour of their own.

Names ending in ``_at`` are aware UTC datetimes, ``_on`` dates, ``_id`` identifiers.
"""
