"""One module a page. Each asks the flow for what its template shows."""
