"""Before the search: families at odds, duplicates, exchanged samples, relatives nobody told of."""
