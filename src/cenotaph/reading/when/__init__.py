"""When it happened, as of when, since when a sum is open, in which conflict, which kind of counting."""
