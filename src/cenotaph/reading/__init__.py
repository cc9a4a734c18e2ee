"""Reading: from a report to its claims. In goes a Report, out come Figures and Withheld records, each with where it came from."""
