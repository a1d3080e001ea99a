"""A city's history: the service requests of its earlier system, from CSV files."""
