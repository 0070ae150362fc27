"""What is worth telling: terms, stories, events, claims, the ledger, row changes; all pure."""
