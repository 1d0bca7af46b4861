"""Pages of the review: answering, remarks, decisions, signatures, the board."""
