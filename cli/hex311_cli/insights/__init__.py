"""The city in figures: proving the counters."""
