"""Trying the estimates out on a city's history."""
