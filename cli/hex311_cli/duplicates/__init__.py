"""Trying duplicate rules out on a city's history."""
