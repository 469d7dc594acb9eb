"""Pages of results: request, one selector or service, response."""
