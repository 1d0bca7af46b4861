"""Departments and accounts: what they may be, and storing them with all that follows."""
