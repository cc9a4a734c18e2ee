"""Which words are a count, and what they count."""
