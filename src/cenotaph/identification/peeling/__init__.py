"""How likely are the genotypes of a family? Exact sums over everything its untyped members can have."""
