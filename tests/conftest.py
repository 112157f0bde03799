"""What every test shares."""

from hypothesis import settings

# The same examples every time: a red run can be run again, and a slow machine is not an error.
settings.register_profile("course", derandomize=True, deadline=None, database=None)
settings.register_profile("browser", settings.get_profile("course"), max_examples=3)  # where Python is slow
settings.load_profile("course")


def pytest_addoption(parser):
    parser.addoption("--screenshots", action="store_true", help="put pictures of all pages into _build/screenshots")
