"""What `python -m minigrad.course` can do: one module for each command, named like it."""
