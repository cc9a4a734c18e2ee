"""One remains beside one missing person: likelihood ratios, false matches, a pair taken apart."""
