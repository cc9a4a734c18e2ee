"""How a report lies on the page: what it is about, its paragraphs, headlines, lists and tables, whose words it reads out."""
