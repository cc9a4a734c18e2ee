"""The case: the only room that knows SQL. SQLite in one file by default, PostgreSQL by URL, one code for both.

`opening` makes and opens cases, `locking` keeps two builds apart, `writing` (for the flow alone) adds rows, `looking` answers
questions and changes nothing, `verifying` checks every hash, `upgrading` brings an older case to this version.
"""
