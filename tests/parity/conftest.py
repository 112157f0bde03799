"""Parity with PyTorch is tested where PyTorch is installed; elsewhere nothing here is collected."""

import importlib.util

collect_ignore_glob = [] if importlib.util.find_spec("torch") else ["*"]
