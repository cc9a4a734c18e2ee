"""The command line: `cenotaph`. A door, so it shows and asks; what happens is told in the flow."""
