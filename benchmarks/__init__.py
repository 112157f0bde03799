"""How fast minigrad is beside PyTorch and others, and how much memory it takes: ``python -m benchmarks``."""
