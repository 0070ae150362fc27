"""The door to child processes: documents are read where a hang, a crash or a bomb harms nothing."""
