"""GeoReport v2 over HTTP: documents, parameters, forms, errors."""
