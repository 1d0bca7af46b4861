"""Rounds, departments, assignments, users, and saving the rows people type."""
