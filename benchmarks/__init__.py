"""How fast the import is, as ratios side by side in one run with what others need."""
