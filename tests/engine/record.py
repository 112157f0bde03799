"""Write down what PyTorch prints for every case: ``python -m tests.engine.record`` where torch is installed.

With ``--check`` nothing is written; the exit code says whether the records are still what PyTorch prints.
"""

import contextlib
import io
import json
import re
import sys
import warnings
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
TOPICS = (
    "sources",
    "semantics",
    "messages",
    "views",
    "hooks",
    "functions",
    "inference",
    "functional",
    "random",
    "creation",
    "elementwise",
    "binary",
    "indexing",
    "reductions",
    "shapes",
    "products",
    "odds",
    "nn",
    "losses",
    "optim",
    "schedulers",
    "schedules",
    "data",
    "training",
    "found",
    "walk",
    "nodes",
    "refused",
    "saved",
    "newer",
    "unfit",
    "singular",
    "module_hooks",
    "rare",
    "arguments",
    "options",
    "typed",
    "layouts",
    "machinery",
    "printing",
    "anomaly",
    "asking",
    "corners",
    "meeting",
    "longer",
    "calls",
    "activations",
    "programs",
    "details",
    "trainers",
    "subclasses",
    "parts",
    "checkpoints",
    "operands",
    "seldom",
    "halves",
    "picking",
)


def cases(topic):
    """The case functions of one topic by name: those that take ``torch`` and nothing else."""
    return {
        name: case
        for name, case in vars(import_module(f"tests.engine.cases.{topic}")).items()
        if callable(case) and case.__code__.co_varnames[: case.__code__.co_argcount] == ("torch",)
    }


def run(case, torch):
    """What a case prints, what it warns of and the error it ends with, without memory addresses."""
    out, error = io.StringIO(), None
    with contextlib.redirect_stdout(out), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", UserWarning)
        torch.set_warn_always(True)
        try:
            case(torch)
        except Exception as e:
            error = [type(e).__name__, str(e)]
        finally:
            torch.set_grad_enabled(True)
            torch.set_warn_always(True)
    warned = [[w.category.__name__, str(w.message).split(" (Triggered internally")[0]] for w in caught]
    return {"printed": re.sub(r" object at 0x[0-9a-f]+", "", out.getvalue()), "warned": warned, "error": error}


def main():
    import torch

    stale = []
    for topic in TOPICS:
        path = HERE / "cases" / f"{topic}.json"
        records = {name: run(case, torch) for name, case in cases(topic).items()}
        text = json.dumps({"torch": torch.__version__, "records": records}, indent=1) + "\n"
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
    if stale:
        sys.exit(f"PyTorch {torch.__version__} prints something else than {', '.join(stale)}.")


if __name__ == "__main__":
    main()
