"""The administrator's work: departments and accounts, and never anybody's data."""
