"""The past of the demo city: stories that are lived through the use cases, and taken over into a running city."""
