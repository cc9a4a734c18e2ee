"""Where it happened."""
