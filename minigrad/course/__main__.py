"""The course's command line: `python -m minigrad.course`.

It imports the standard library only, and each command its own module, so that `doctor` runs where nothing is installed.
"""

import argparse
import sys
from importlib import import_module

HELP = """\
what to type, in this order:
  python -m minigrad.course doctor      is everything here that the course needs?
  python -m minigrad.course start       my own copy of the notebooks, in JupyterLab
  python -m minigrad.course progress    which of my exercises pass?

exit codes: 0 all is well, 1 there is something to do, 2 the command was not understood"""


def parser():
    top = argparse.ArgumentParser(
        prog="python -m minigrad.course",
        description="Get ready, start, see how far you are; for teachers, see how far everybody is.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    commands.add_parser(
        "doctor",
        help="check this machine, and say what to type where something is wrong",
        description="Checks Python, the packages, the figures' front end, the kernel, memory and disk. It changes "
        "nothing. Exit code 1 if something is wrong.",
    )
    start = commands.add_parser(
        "start",
        help="copy the notebooks into a folder of yours, and open JupyterLab there",
        description="Copies the notebooks into FOLDER, without outputs and solutions, and opens JupyterLab there. A "
        "file that is there already is never overwritten: type it again whenever you like. The solutions are on the "
        "site. Exit code 1 if it could not be done.",
    )
    start.add_argument("folder", nargs="?", metavar="FOLDER", help="default: backward, in your home folder")
    start.add_argument("--no-lab", action="store_true", help="copy only; for another editor, or to prepare machines")
    progress = commands.add_parser(
        "progress",
        help="show which exercises pass in your notebooks",
        description="Reads what your saved notebooks say, and runs nothing. Exit code 1 while exercises are left.",
    )
    progress.add_argument("folder", nargs="?", metavar="FOLDER", help="default: backward, in your home folder")
    gather = commands.add_parser(
        "gather",
        help="for teachers: run a folder of participants' notebooks, and tell what each answer shows",
        description="Runs every notebook below FOLDER, each in a process of its own, and writes answers.csv and "
        "answers.html there. A folder inside FOLDER is one participant's; a notebook directly in FOLDER is a "
        "participant too. What a notebook may do is limited, which stops accidents and pranks. It is no prison: "
        "run notebooks of people you do not know in a container. Exit code 1 if a notebook could not be read.",
    )
    gather.add_argument("folder", metavar="FOLDER")
    gather.add_argument("--seconds", type=positive, default=60, help="how long a notebook may run (default: 60)")
    return top


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def main(arguments=None):
    """Run one command, and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal without ² shows a question mark, and no error
            stream.reconfigure(errors="replace")
    options = vars(parser().parse_args(arguments))
    command = options.pop("command")
    try:
        return getattr(import_module(f"minigrad.course.commands.{command}"), command)(**options)
    except OSError as error:
        print(f"This did not work: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
