"""What `make` runs: `python -m tools` lists it. Nothing here is part of the package."""
