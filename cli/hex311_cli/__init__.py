"""The command line of hex311."""
