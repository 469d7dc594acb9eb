"""Results of PAR INDEX, SIPAS and PAPI as others published them, beside what can be restated for merged provinces."""
