"""The office's work: indicators with their standards, and what would change them."""
