"""save and load: what goes in comes out, and nothing in a file is ever run."""

import io
import json
import pickle
import zipfile
from collections import Counter, OrderedDict, defaultdict

import numpy as np
import pytest

import minigrad as torch
from minigrad import nn


def round_trip(value, **options):
    file = io.BytesIO()
    torch.save(value, file)
    file.seek(0)
    return torch.load(file, **options)


@pytest.mark.parametrize(
    "value",
    [
        None, True, 3, -(2**80), 0.1, "text", [], (), {}, [1, [2.5, None]], ((1,), "x"), {"a": {"b": [False]}},
        {1: "int", (2, "t"): "tuple", None: 0, 0.5: 1}, OrderedDict(b=1, a=2), Counter("abb"), torch.Size([2, 3]),
        torch.float64, float("inf"), -0.0, [["list", 1], ["dict"]], "ünïcode\0",
    ],
)  # fmt: skip
def test_plain_values_come_back(value):
    back = round_trip(value)
    assert repr(back) == repr(value)
    assert type(back) is type(value)


@pytest.mark.parametrize("dtype", ["bool", "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0), (2, 3, 1)])
def test_tensors_come_back(dtype, shape):
    tensor = torch.from_numpy(np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(dtype))
    back = round_trip(tensor)
    assert (back.dtype, back.shape, back.requires_grad) == (tensor.dtype, tensor.shape, False)
    assert back.tolist() == tensor.tolist()


def test_not_a_number_and_views_come_back():
    x = torch.tensor([[1.0, float("nan"), -float("inf")], [0.0, 5.0, 6.0]])
    assert str(round_trip(float("nan"))) == "nan"
    assert str(round_trip(x.T)) == str(x.T)
    assert str(round_trip(x[:, ::2])) == str(x[:, ::2])


def test_leaves_stay_leaves_and_results_lose_their_history():
    x = torch.tensor([1.0], requires_grad=True)
    leaf, result = round_trip([x, x * 2])
    assert leaf.requires_grad
    assert leaf.is_leaf
    assert result.requires_grad
    assert result.is_leaf


def test_rows_and_columns_lie_as_they_did():
    x = torch.arange(6.0).reshape(2, 3)
    assert round_trip(x).stride() == (3, 1)
    assert round_trip(x.T).stride() == (1, 3)


@pytest.mark.parametrize("place", ["cpu", torch.device("cpu"), {"cuda:0": "cpu"}, lambda storage, location: storage])
def test_tensors_are_on_the_cpu_wherever_they_are_asked_for(place):
    assert round_trip(torch.ones(2), map_location=place).tolist() == [1.0, 1.0]


def test_tensors_cannot_be_moved_from_the_cpu():
    for place in ("cuda", {"cpu": "cuda:0"}):
        with pytest.raises(RuntimeError, match=r"map_location=torch\.device\('cpu'\) to map your storages to the CPU"):
            round_trip(torch.ones(2), map_location=place)


def test_one_tensor_in_two_places_is_one_again():
    x = torch.ones(2)
    a, b, c = round_trip([x, {"x": x}, torch.ones(2)])
    assert a is b["x"]
    assert a is not c


def test_a_training_goes_on_where_it_was(tmp_path):
    def setup():
        torch.manual_seed(0)
        model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
        optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
        s = torch.optim.lr_scheduler
        parts = [s.LinearLR(optimizer), s.MultiStepLR(optimizer, [1, 2])]
        return model, optimizer, s.SequentialLR(optimizer, parts, milestones=[2])

    def train(model, optimizer, scheduler, steps):
        for _ in range(steps):
            optimizer.zero_grad()
            (model(torch.ones(4, 2)) ** 2).mean().backward()
            optimizer.step()
            scheduler.step()

    whole = setup()
    train(*whole, 6)
    first = setup()
    train(*first, 3)
    torch.save([part.state_dict() for part in first], tmp_path / "checkpoint.pt")
    second = setup()
    for part, state in zip(second, torch.load(tmp_path / "checkpoint.pt"), strict=True):
        part.load_state_dict(state)
    train(*second, 3)
    assert str(second[0].state_dict()) == str(whole[0].state_dict())
    assert str(second[1].state_dict()) == str(whole[1].state_dict())


def test_a_state_keeps_the_versions_of_its_modules():
    state = nn.Sequential(nn.Linear(1, 1)).state_dict()
    back = round_trip({"model": state})["model"]
    assert back._metadata == state._metadata == {"": {"version": 1}, "0": {"version": 1}}
    assert list(back) == list(state)


def test_parameters_come_back_as_parameters():
    p = round_trip(nn.Parameter(torch.ones(2), requires_grad=False))
    assert type(p) is nn.Parameter
    assert not p.requires_grad


@pytest.mark.parametrize(
    "value",
    [nn.Linear(1, 1), {1, 2}, b"bytes", object(), np.ones(2), lambda: 0, {"deep": [torch.save]}, defaultdict(int)],
)
def test_anything_else_is_refused(value, tmp_path):
    with pytest.raises(TypeError, match=r"^minigrad\.save\(\) does not write a .* Save a state_dict\(\) instead"):
        torch.save(value, tmp_path / "file")
    assert not (tmp_path / "file").exists()


def test_the_refusal_says_where():
    with pytest.raises(TypeError, match=r"a set, which is the object\['a'\]\[1\]\."):
        torch.save({"a": [1, {2}]}, io.BytesIO())


class Trap:
    ran = False

    def __reduce__(self):
        return setattr, (Trap, "ran", True)


def pickled(path):
    path.write_bytes(pickle.dumps(Trap()))


def zipped_pickle(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", pickle.dumps(Trap()))


def pickled_array(path):
    with zipfile.ZipFile(path, "w") as archive:
        contents = {"minigrad": 1, "contents": ["tensor", [0, "float64", 0, [1], [8]], False, None]}
        archive.writestr("contents.json", json.dumps(contents))
        with archive.open("memory/0.npy", "w") as file:
            np.lib.format.write_array(file, np.array([Trap()], dtype=object))


def beyond_its_memory(path):
    torch.save(torch.ones(2), path)
    with zipfile.ZipFile(path) as archive:
        contents, memory = json.loads(archive.read("contents.json")), archive.read("memory/0.npy")
    contents["contents"][1][3:] = [[3], [4]]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("contents.json", json.dumps(contents))
        archive.writestr("memory/0.npy", memory)


def unknown_kind(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("contents.json", '{"minigrad": 1, "contents": ["dtype", "save"]}')


def later_version(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("contents.json", '{"minigrad": 99, "contents": null}')


def empty(path):
    with zipfile.ZipFile(path, "w"):
        pass


def no_mapping(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("contents.json", "[1]")


@pytest.mark.parametrize(
    "write", [pickled, zipped_pickle, pickled_array, beyond_its_memory, unknown_kind, later_version, empty, no_mapping]
)
def test_a_file_of_another_kind_is_refused_and_never_run(write, tmp_path):
    write(tmp_path / "file.pt")
    with pytest.raises(ValueError, match=r"minigrad|pickle|Object arrays|size of buffer"):
        torch.load(tmp_path / "file.pt")
    assert not Trap.ran


def test_a_file_of_pytorchs_is_refused_with_the_reason(tmp_path):
    zipped_pickle(tmp_path / "model.pt")
    with pytest.raises(ValueError, match=r"minigrad reads no pickles, such as torch\.save\(\) writes"):
        torch.load(tmp_path / "model.pt")


def test_where_nothing_can_be_written_or_read(tmp_path):
    with pytest.raises(RuntimeError, match=r"^Parent directory .*nowhere does not exist\.$"):
        torch.save(1, tmp_path / "nowhere" / "file.pt")
    with pytest.raises(AttributeError, match=r"^expected 'f' to be string, path, or a file-like object with a 'write'"):
        torch.save(1, 5)
    with pytest.raises(AttributeError, match=r"^'int' object has no attribute 'seek'\. You can only torch\.load from"):
        torch.load(5)


def test_two_saves_in_one_file_are_not_taken_for_one():
    file = io.BytesIO()
    torch.save(1, file)
    second = file.tell()
    torch.save(2, file)
    file.seek(0)
    with pytest.raises(RuntimeError, match=r"Save one object in a file\.$"):
        torch.load(file)
    file.seek(second)
    assert torch.load(file) == 2


def test_text_is_no_file():
    with pytest.raises(TypeError, match="argument expected"):
        torch.save(1, io.StringIO())
    with pytest.raises(ValueError, match="This is not a file that"):
        torch.load(io.BytesIO(b"some text that is long enough to be anything"))


def test_memory_with_gaps_is_written_without_them():
    x = torch.from_dlpack(np.arange(6.0)[::2])
    assert round_trip([x, x[1:]])[1].tolist() == [2.0, 4.0]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (0, 2, 1), (1, 0, 2)])
def test_memory_in_any_order(order):
    x = torch.from_numpy(np.arange(24).reshape(2, 3, 4).transpose(order).copy(order="K"))
    whole, part = round_trip([x, x[1:, :, 1]])
    assert whole.stride() == x.stride()
    assert whole.tolist() == x.tolist()
    assert part.tolist() == x[1:, :, 1].tolist()


def test_no_more_is_written_than_there_is():
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(20, 30), nn.LayerNorm(30), nn.Linear(30, 2))
    optimizer = torch.optim.Adam(model.parameters())
    model(torch.randn(4, 20)).sum().backward()
    optimizer.step()
    moments = [value for state in optimizer.state.values() for value in state.values()]
    for tensors in (list(model.parameters()), moments, [torch.randn(7), torch.randperm(9), torch.rand(3, 3).exp()]):
        file = io.BytesIO()
        torch.save(tensors, file)
        with zipfile.ZipFile(file) as archive:
            written = sum(info.file_size - 128 for info in archive.infolist() if info.filename.endswith(".npy"))
        assert written == sum(tensor.numel() * tensor.element_size() for tensor in tensors)
