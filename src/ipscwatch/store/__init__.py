"""The door to SQLite."""

from ipscwatch.store.digests import LastDigest
from ipscwatch.store.items import Quarantined, Version
from ipscwatch.store.rows import RowVersion
from ipscwatch.store.search import Hit
from ipscwatch.store.store import Store
from ipscwatch.store.upkeep import Flaw, Pruned

__all__ = ["Flaw", "Hit", "LastDigest", "Pruned", "Quarantined", "RowVersion", "Store", "Version"]
