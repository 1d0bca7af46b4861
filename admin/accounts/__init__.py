"""Accounts: signing in and out, the sessions that end with it, changing a password."""
