"""The peers, each told the same fields and rules in its own words, with what it has for them."""
