"""Seeing a graph: ``minigrad.draw`` makes a picture of it, ``minigrad.explain`` writes the walk back through it."""
