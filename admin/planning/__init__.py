"""The plan of a round in the browser: the office makes it, departments read and record."""
