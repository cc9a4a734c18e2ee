"""Which fate the counted met: told by their clause, by their list, by the counts around them; planned, doubted or withheld."""
