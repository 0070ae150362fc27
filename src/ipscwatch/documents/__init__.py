"""The door to child processes: reading that may hang, crash or swell happens there, within limits."""
