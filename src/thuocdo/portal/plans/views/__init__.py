"""Pages of plans: request, one selector or service, response."""
