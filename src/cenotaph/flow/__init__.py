"""The flow: the story of a case, one verb a file. The only place where the rooms meet.

read     reports → figures, nothing kept
build    reports → a case: bring in, read, keep, link
refer    a case's own places, sides, institutions and conflicts
list     the figures of a case with their sentences
ask      questions → accounts, known by a day, under a policy
relate   figures → claims on unknown numbers, and what ties these
bound    what follows for a number, if all these hold
contradict  claims that cannot all be true
propose  what figures suggest, for a person to decide
survey   a case looked through once, for pages about any part of it
answer   one question of it; show: one report; browse: what filters admit; queue: what a person should see first
trace    one figure → passage → report → hash of the file → run
find     full-text search over the reports of a case
publish  redaction first, then tables and a page
keep     verify, upgrade, withdraw: a case over the years
"""
