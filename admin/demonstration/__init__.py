"""The demonstration: a small invented college, the same every time, with nobody real in it."""
