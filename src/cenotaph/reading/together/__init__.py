"""What figures of one report tell one another."""
