"""Pages of units and people: request, one selector or service, response."""
