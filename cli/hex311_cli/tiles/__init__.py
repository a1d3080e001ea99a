"""The live map, rebuilt and proved."""
