"""What could be: power of one more relative, genes let fall down a pedigree, whole made cases."""
