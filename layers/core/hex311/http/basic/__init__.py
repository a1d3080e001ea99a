"""The pages without scripts: plain HTML over the same use cases as every other door."""
