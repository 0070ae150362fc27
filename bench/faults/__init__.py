"""The fault matrix: what may happen to a running watcher, done to a real process, and what must come of it."""
