"""Making the city's address book: from the files of a city pack to the artefact that the functions read."""
