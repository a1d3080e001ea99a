"""Places of a city: reading them from files, packing them into leaves, publishing them (see docs/places.md)."""
