"""Pages that combine rooms: home by job, the journal, help, what this installation is made of."""
