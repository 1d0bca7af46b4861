"""The trace of all that was done: append-only, keyed, and checked against the data."""
