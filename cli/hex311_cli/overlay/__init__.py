"""Map layers: reading them, building the overlay index, publishing it."""
