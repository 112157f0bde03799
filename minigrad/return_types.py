"""Named tuples for operations with two results, which print as PyTorch's do."""

from __future__ import annotations

import operator


def named(name, *fields):
    """A tuple class with these fields, called ``torch.return_types.<name>``."""

    def new(cls, *values):
        return tuple.__new__(cls, values)

    def show(self):
        items = ",\n".join(f"{field}={value!r}" for field, value in zip(fields, self, strict=True))
        return f"torch.return_types.{name}(\n{items})"

    def missing(self, key):
        raise AttributeError(f"'torch.return_types.{name}' object has no attribute '{key}'")

    members = {field: property(operator.itemgetter(i)) for i, field in enumerate(fields)}
    members |= {
        "__new__": new,
        "__repr__": show,
        "__getattr__": missing,
        "__slots__": (),
        "__doc__": f"The results of ``{name}``: {', '.join(fields)}.",
    }
    members["__reduce__"] = lambda self: (type(self), tuple(self))
    return type(name, (tuple,), members)


max = named("max", "values", "indices")
min = named("min", "values", "indices")
median = named("median", "values", "indices")
sort = named("sort", "values", "indices")
topk = named("topk", "values", "indices")
kthvalue = named("kthvalue", "values", "indices")
cummax = named("cummax", "values", "indices")
cummin = named("cummin", "values", "indices")
