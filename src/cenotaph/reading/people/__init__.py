"""Whose people they are, what they were, who did it and who received them."""
