"""Map tiles of a city: the base map and the layers of the overlay, as PMTiles with their styles and pointer."""
