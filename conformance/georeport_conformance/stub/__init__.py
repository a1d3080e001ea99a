"""A small server that keeps every rule, and makes one known mistake on request: what the suite itself is tested on."""
