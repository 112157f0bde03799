"""Seeing a graph: ``minigrad.draw`` makes a picture of it."""
