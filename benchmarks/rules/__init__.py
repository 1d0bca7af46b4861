"""The rules of the benchmark's table: ten row checks and two data checks."""
