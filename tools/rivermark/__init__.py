"""Rivermark, the invented demo city: its ground, streets, map layers, addresses and places, made by a fixed recipe.

Everything follows from a seed, so the same recipe gives the same bytes. `python -m tools.rivermark` writes the data
files of `cities/rivermark`; what people wrote there by hand (services, processes, knowledge) it never touches.
"""
