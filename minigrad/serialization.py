"""``torch.save`` and ``torch.load``, in files that can hold numbers and text but no program.

PyTorch's files are pickles, and a pickle is a program: opening one runs it. A file of minigrad's is a zip archive with
the memory of the tensors as ``.npy`` files and a ``contents.json`` that says which part of it each of them is, and how
they belong together. PyTorch cannot read it, nor minigrad PyTorch's.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from functools import partial
from os import PathLike
from pathlib import Path
from typing import IO, Any

import numpy as np

import minigrad as torch
from minigrad import Tensor

from .errors import message
from .left_out import does_without
from .storage import root_of

VERSION = 1
DTYPES = {value.name: value for value in vars(torch).values() if isinstance(value, torch.dtype)}
DICTS = {"ordered": OrderedDict, "counter": Counter, "dict": dict}
INSTEAD = "Save a state_dict() instead: tensors, numbers, text, None, and lists, tuples and dicts of them."
PICKLED = (
    "This is not a file that minigrad.save() has written. minigrad reads no pickles, such as torch.save() writes: a "
    "pickle is a program, and opening one runs it. With PyTorch, turn the tensors into arrays and save them with "
    "numpy.savez()."
)
NOTHING_LEFT = message("", "Nothing is left to read in this file. After writing to it, f.seek(0) goes to its start.")
CORRUPTED = message(
    "PytorchStreamReader failed reading zip archive: failed finding central directory. This is an internal miniz "
    "error. If you are seeing this error, there is a high likelihood that your checkpoint file is corrupted. This can "
    "happen if the checkpoint was not saved properly, was transferred incorrectly, or the file was modified after "
    "saving.",
    "The end of the file is missing.",
)
ELSEWHERE = "What was saved does not begin where this file is read from, or it is not all. Save one object in a file."
NOT_SEEKABLE = (
    "You can only torch.load from a file that is seekable. Please pre-load the data into a buffer like io.BytesIO and "
    "try to load from it instead."
)
NO_CUDA = (
    "Attempting to deserialize object on a CUDA device but torch.cuda.is_available() is False. If you are running on a "
    "CPU-only machine, please use torch.load with map_location=torch.device('cpu') to map your storages to the CPU."
)


@does_without("pickle_module", "pickle_protocol", _use_new_zipfile_serialization=True)
def save(obj: Any, f: str | Path | IO[bytes]) -> None:
    """Write tensors, numbers, text, None, and lists, tuples and dicts of them to a file.

    f: a path, or a file opened for writing bytes.
    A tensor, list or dict that is in two places is written once, and loaded as one. Tensors that share memory still do
    when they are loaded, for which all of the memory is written: that of a small part of a large tensor too, if not of
    its clone(). What has been set on a tensor is written, but for its gradient and hooks.

    Raises TypeError for anything else, such as a whole module.

    >>> import io
    >>> import minigrad as torch
    >>> file = io.BytesIO()
    >>> torch.save({"step": 3, "weights": [torch.tensor([1.0, 2.0])]}, file)
    >>> position = file.seek(0)
    >>> torch.load(file)
    {'step': 3, 'weights': [tensor([1., 2.])]}
    """
    if not isinstance(f, str | PathLike) and not hasattr(f, "write"):
        raise AttributeError("expected 'f' to be string, path, or a file-like object with a 'write' attribute")
    if isinstance(f, str | PathLike) and not Path(f).parent.exists():
        raise RuntimeError(f"Parent directory {Path(f).parent} does not exist.")
    memories: dict[int, tuple[int, np.ndarray]] = {}
    contents = {"minigrad": VERSION, "contents": packed(obj, {}, memories, "the object")}
    target = f if isinstance(f, str | PathLike) else io.BytesIO()  # to write a zip goes back, which not every file can
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("contents.json", json.dumps(contents))
        for number, memory in memories.values():
            with archive.open(f"memory/{number}.npy", "w", force_zip64=True) as file:
                np.lib.format.write_array(file, memory, allow_pickle=False)
    if not isinstance(f, str | PathLike):
        f.write(target.getbuffer())


@does_without("mmap", "pickle_module")
def load(
    f: str | Path | IO[bytes],
    map_location: str | torch.device | Callable[..., Any] | Mapping[str, str] | None = None,
    *,
    weights_only: bool | None = None,
) -> Any:
    """What ``save`` has written to a file. Nothing in the file is run, whatever ``weights_only`` says.

    f: a path, or a file opened for reading bytes, which is read from where it stands.
    map_location: the CPU, which is all there is. A function is not asked, since all tensors come from there too.

    Raises ValueError for a file of another kind, such as a pickle, RuntimeError for a file that is not whole, EOFError
    where nothing is left to read.
    """
    if isinstance(f, str | PathLike):
        with open(f, "rb") as file:
            return load(file, map_location)
    try:
        f.seek(f.tell())
    except (AttributeError, io.UnsupportedOperation) as error:
        raise type(error)(f"{error}. {NOT_SEEKABLE}") from None
    location = location_of(map_location)
    start = f.tell()
    begin = f.read(4)
    if not begin:
        raise EOFError(NOTHING_LEFT)
    if not hasattr(f, "seekable"):  # a class of the user's own: zipfile asks for more than PyTorch does
        f, start = io.BytesIO(begin + f.read()), 0
    try:
        with zipfile.ZipFile(f) as archive:
            if archive.infolist()[0].header_offset != start:
                raise RuntimeError(ELSEWHERE)
            contents = json.loads(archive.read("contents.json"))
            version = contents["minigrad"]
            if version != VERSION:
                raise ValueError(f"This file is of version {version}; this minigrad reads version {VERSION}.")
            return unpacked(contents["contents"], [], partial(array_at, archive, location, {}))
    except (zipfile.BadZipFile, LookupError, TypeError, UnicodeDecodeError) as error:
        if isinstance(error, zipfile.BadZipFile) and begin == b"PK\3\4":
            raise RuntimeError(CORRUPTED) from error
        raise ValueError(PICKLED) from error


def location_of(map_location: Any) -> str:
    """Where ``load`` is asked to put what was on the CPU."""
    if isinstance(map_location, str | torch.device):
        return str(map_location)
    if isinstance(map_location, dict):
        return str(map_location.get("cpu", "cpu"))
    if callable(map_location) or map_location is None:
        return "cpu"
    raise TypeError(f"'{type(map_location).__name__}' object is not callable")


def check_location(location: str) -> None:
    """Raise where a tensor is asked for anywhere but on the CPU."""
    if location.startswith("cuda"):
        raise RuntimeError(NO_CUDA)
    if location != "cpu":
        what = "data location of torch.storage.UntypedStorage"
        raise RuntimeError(f"don't know how to restore {what} (tagged with {location})")


def placed(array: np.ndarray, memories: dict[int, tuple[int, np.ndarray]]) -> list[Any]:
    """Where an array is in a file: in which memory, which is noted if it is not yet, as what, from where, and how."""
    root, start = root_of(array)
    memory = root.ravel(order="K")
    if not np.may_share_memory(memory, root):  # a copy, since it is empty, or another library's with gaps
        array, start = array.copy(), 0
        root, memory = array, array.ravel()
    number, _ = memories.setdefault(id(root), (len(memories), memory))
    return [number, array.dtype.name, start, array.shape, array.strides]


def array_at(archive: zipfile.ZipFile, location: str, memories: dict[int, np.ndarray], place: list[Any]) -> np.ndarray:
    """The array that ``placed`` has said this of."""
    number, dtype, start, shape, strides = place
    if number not in memories:
        check_location(location)
        with archive.open(f"memory/{number}.npy") as file:
            memories[number] = np.lib.format.read_array(file, allow_pickle=False)
    return np.ndarray(shape, DTYPES[dtype].numpy, memories[number], start, strides)  # ValueError outside of the memory


def packed(obj: Any, seen: dict[int, tuple[int, Any]], memories: dict[int, tuple[int, np.ndarray]], where: str) -> Any:
    """An object as JSON holds it: everything but plain values in a list that begins with its kind.

    seen: the tensors, lists and dicts so far by their ids, with their numbers. Each is written where it comes first.
    """
    if obj is None or type(obj) in (bool, int, str):
        return obj
    if type(obj) is float:
        return ["float", obj.hex()]
    if isinstance(obj, torch.Size):
        return ["size", *obj]
    if isinstance(obj, torch.dtype):
        return ["dtype", obj.name]
    if type(obj) is tuple:
        return ["tuple", *(packed(item, seen, memories, f"{where}[{i}]") for i, item in enumerate(obj))]
    if id(obj) in seen:
        number, _ = seen[id(obj)]
        return ["again", number]
    seen[id(obj)] = len(seen), obj
    if isinstance(obj, Tensor):
        kind = "parameter" if isinstance(obj, torch.nn.Parameter) else "tensor"
        _, _, attributes = obj.__reduce_ex__(2)  # which warns of hooks
        place = placed(np.asarray(obj.detach().numpy()), memories)
        return [kind, place, obj.requires_grad, packed(attributes, seen, memories, f"vars({where})")]
    if type(obj) is list:
        return ["list", *(packed(item, seen, memories, f"{where}[{i}]") for i, item in enumerate(obj))]
    if type(obj) in DICTS.values():
        kind = next(name for name, cls in DICTS.items() if type(obj) is cls)
        state = packed(getattr(obj, "_metadata", None), seen, memories, where)  # the versions of a state_dict's modules
        items = [
            [packed(k, seen, memories, where), packed(v, seen, memories, f"{where}[{k!r}]")] for k, v in obj.items()
        ]
        return [kind, state, *items]
    raise TypeError(f"minigrad.save() does not write a {type(obj).__name__}, which is {where}. {INSTEAD}")


def unpacked(value: Any, made: list[Any], array_of: Callable[[list[Any]], np.ndarray]) -> Any:
    """The object that ``packed`` made this value of.

    made: the tensors, lists and dicts so far, by their numbers.
    """
    if not isinstance(value, list):
        return value
    kind, *items = value
    if kind == "float":
        return float.fromhex(items[0])
    if kind == "size":
        return torch.Size(items)
    if kind == "dtype" and items[0] in DTYPES:
        return DTYPES[items[0]]
    if kind == "tuple":
        return tuple([unpacked(item, made, array_of) for item in items])
    if kind == "again":
        return made[items[0]]
    if kind in ("tensor", "parameter"):
        place, requires_grad, attributes = items
        tensor = torch.from_numpy(array_of(place))
        if kind == "parameter":
            tensor = torch.nn.Parameter(tensor, requires_grad)
        made.append(tensor.requires_grad_(requires_grad))
        tensor.__dict__.update(unpacked(attributes, made, array_of) or {})
        return tensor
    if kind == "list":
        made.append(sequence := [])
        sequence.extend(unpacked(item, made, array_of) for item in items)
        return sequence
    if kind in DICTS:
        made.append(mapping := DICTS[kind]())
        metadata = unpacked(items[0], made, array_of)
        if metadata is not None:
            mapping._metadata = metadata
        for key, item in items[1:]:
            mapping[unpacked(key, made, array_of)] = unpacked(item, made, array_of)
        return mapping
    raise ValueError(f"This file holds a {kind!r}, which minigrad.load() does not know.")
