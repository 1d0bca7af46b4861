"""One module (or package) per category: its rules, computed fields, measures and indicators."""
