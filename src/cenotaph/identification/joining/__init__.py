"""All remains and all missing together: assignments, posteriors, conclusions."""
