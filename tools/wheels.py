"""Installed packages packed into wheels again, for Python in a browser: with no network, in the versions used here."""

import zipfile
from importlib import metadata

from tools.dist import write

MACHINE_CODE = {".so", ".pyd", ".dylib", ".pyc"}
OF_THE_INSTALLER = {"INSTALLER", "RECORD", "REQUESTED", "WHEEL", "direct_url.json"}
ANYWHERE = "Wheel-Version: 1.0\nGenerator: minigrad-course\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def pack(name, folder):
    """Write the wheel of a package, less machine code, which a browser cannot run; return its path."""
    package = metadata.distribution(name)
    title = package.metadata["Name"].replace("-", "_").lower()
    papers = f"{title}-{package.version}.dist-info"
    wheel = folder / f"{title}-{package.version}-py3-none-any.whl"
    contents = {f"{papers}/WHEEL": ANYWHERE.encode()}
    for file in package.files:
        if file.parts[0] != ".." and file.suffix not in MACHINE_CODE and file.name not in OF_THE_INSTALLER:
            contents[file.as_posix()] = file.locate().read_bytes()
    contents[f"{papers}/RECORD"] = "".join(f"{path},,\n" for path in [*contents, f"{papers}/RECORD"]).encode()
    with zipfile.ZipFile(wheel, "w") as packed:
        for path, content in sorted(contents.items()):
            write(packed, path, content)
    return wheel
