"""What the course needs and does not find here, and what to type: before it is installed, and after.

In the workshop's zip, `python doctor.py`. Any Python can read it, one that is too old as well.
"""

import glob
import os
import subprocess
import sys

here = os.path.dirname(os.path.abspath(__file__))
venv = os.path.join(here, ".venv", *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
python = venv if os.path.exists(venv) else sys.executable
environment = dict(os.environ)
find = "import sys, importlib.util as util; sys.exit(util.find_spec('minigrad') is None)"
with open(os.devnull, "w") as nothing:
    absent = subprocess.call([python, "-c", find], cwd=here, stderr=nothing)
if absent:  # the wheel is enough for the doctor
    environment["PYTHONPATH"] = glob.glob(os.path.join(here, "wheels", "minigrad_course-*.whl"))[0]
sys.exit(subprocess.call([python, "-m", "minigrad.course", "doctor"], cwd=here, env=environment))
