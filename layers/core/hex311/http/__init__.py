"""The edge towards HTTP callers."""
