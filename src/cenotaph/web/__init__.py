"""The pages: a case in the browser, for its own team on its own machine. A door like `cli`: it asks the flow and shows that."""
