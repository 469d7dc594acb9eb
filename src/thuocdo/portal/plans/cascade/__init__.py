"""Plans of units under a plan of the province, without a database: likeness, days counted back, who may do what."""
