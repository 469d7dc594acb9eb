"""Work that outlives a request: jobs that wait for a worker, and what is due by the clock."""
