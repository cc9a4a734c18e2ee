"""Files that laboratories have, read and written."""
