"""Cenotaph accounts for the people an armed conflict takes: the dead, the missing and the captured."""

__version__ = "0.1.0"
