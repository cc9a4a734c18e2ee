"""What the exit codes mean, everywhere."""

DONE = 0
FAILED = 1
WRONG = 2
REFUSED = 3
