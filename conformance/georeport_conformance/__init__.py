"""A black-box conformance suite for Open311 GeoReport v2 servers: `python -m georeport_conformance URL`."""

__version__ = "1.0.0"
