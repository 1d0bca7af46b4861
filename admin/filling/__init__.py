"""A filler's work: what is mine to do, the tables, their rows, uploads and issues."""
