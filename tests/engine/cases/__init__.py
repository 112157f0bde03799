"""What PyTorch printed, and programs that print the same: ``tests/engine/record.py`` reads and writes them."""


def attempt(action):
    """Print what an action gives, or the error's type and first line."""
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, str(e).split("\n")[0])
