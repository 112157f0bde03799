"""What an error adds to PyTorch's sentence: a cure that a page can show, and a chapter that exists."""

import re

import nbformat
import pytest

from minigrad import errors
from tools import notebooks

MESSAGES = {name: text for name, text in vars(errors).items() if name.isupper() and isinstance(text, str)}
MESSAGES["modified"] = errors.modified("[torch.FloatTensor []]", 1, 0, anomaly=False)
every_message = pytest.mark.parametrize("text", MESSAGES.values(), ids=MESSAGES)


def title(path):
    first = nbformat.read(path, as_version=4).cells[0].source
    return first.splitlines()[0].removeprefix("# ")


@every_message
def test_the_chapter_exists(text):
    assert set(re.findall(r'See the chapter "(.+)"', text)) <= {title(path) for path in notebooks.book()}


@every_message
def test_no_backtick_in_a_cure(text):
    """Pygments reads a stored error as Python, and warns where it is none; PyTorch's own sentences stay as they are."""
    assert "`" not in text.partition("\n\n")[2]
