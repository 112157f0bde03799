"""The picture of a graph: what is in it, that it stays the same, and that it keeps nothing alive."""

import builtins
import gc
import os
import re
import subprocess
import sys
import weakref
import xml.etree.ElementTree as ET

import pytest

import minigrad as torch
from minigrad.seeing import draw, layout, scene, svg
from minigrad.seeing.layout import place
from minigrad.seeing.scene import scene_of
from minigrad.seeing.svg import rows_of, size_of


def product_of_sums():
    w = torch.tensor([1.0], requires_grad=True)
    x = torch.tensor([2.0], requires_grad=True)
    return w, x, (x + w) * (w + 1)


def texts(svg):
    """Every piece of text in the picture, in order."""
    return [t.text for t in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_names_values_and_operations_are_shown():
    w, x, y = product_of_sums()
    shown = " ".join(texts(torch.draw(y).svg()))
    for piece in ("w = [1.]", "x = [2.]", "y = [6.]", "Mul", "saved"):
        assert piece in shown
    assert shown.count("Add") == 2


def test_names_can_be_given():
    w, x, y = product_of_sums()
    shown = " ".join(texts(torch.draw(y, names={"weight": w}).svg()))
    assert "weight = [1.]" in shown


def test_after_backward_gradients_stand_and_what_was_saved_is_freed():
    w, x, y = product_of_sums()
    before = texts(torch.draw(y).svg())
    y.backward()
    after = " ".join(texts(torch.draw(y).svg()))
    assert ".grad" not in " ".join(before)
    assert ".grad = [5.]" in after
    assert ".grad = [2.]" in after
    assert "freed" in after


def diamond(x):
    a = x * 2
    return a.sin() * a.cos()


def in_place(x):
    y = x * 2
    y += x
    y[0] = 5.0
    return y.sum() + y.exp().mean()


def layers(x):
    model = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.Tanh(), torch.nn.Linear(2, 1))
    return torch.nn.functional.mse_loss(model(x), torch.zeros(1))


def loop(x):
    y = x
    for _ in range(8):
        y = y * x + 1
    return y


PROGRAMS = {
    "diamond": diamond,
    "several outputs": lambda x: sum(a * b for a, b in zip(x.unbind(), x.sin().split(1), strict=True)),
    "in place": in_place,
    "views": lambda x: x.reshape(3, 1)[1:].T @ x[:2],
    "layers": layers,
    "loop": loop,
    "long chain": lambda x: loop(x.sum()).tanh().tanh().tanh().tanh().tanh().tanh().tanh().tanh().tanh().tanh(),
    "wide": lambda x: sum((x * i).sum() for i in range(12)),
}


@pytest.mark.parametrize("freed", [False, True])
@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_boxes_stand_apart_and_no_line_runs_through_one(program, freed):
    torch.manual_seed(0)
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = program(x)
    if freed:
        y.sum().backward()
    scene = scene_of([y], {"x": x, "y": y}, True)
    sizes = [size_of(box, rows_of(box)) for box in scene.boxes]
    edges = [*scene.edges, *scene.reads]
    layout = place(sizes, edges)
    spots = [(x, y, x + w, y + h) for (x, y), (w, h) in zip(layout.corners, sizes, strict=True)]
    for i, (left, top, right, bottom) in enumerate(spots):
        assert -1e-6 <= left < right <= layout.width + 1e-6
        assert 0 <= top < bottom <= layout.height + 1e-6
        for a, b, c, d in spots[:i]:
            assert right + 10 < a or c + 10 < left or bottom + 10 < b or d + 10 < top
        for ends, line in zip(edges, layout.lines, strict=True):
            for at, start, end in line if i not in ends else ():
                assert not (left < at < right and start < bottom and top < end)


def test_text_stays_inside_the_picture_and_the_pictures_of_a_course_fit_a_phone():
    w, x, y = product_of_sums()
    d = diamond(w.sum())
    for tensor, widest in ((y, 330), (d, 330), (layers(torch.ones(3)), 560)):
        root = ET.fromstring(torch.draw(tensor).svg())
        assert int(root.get("width")) <= widest
        for text in root.iter("{http://www.w3.org/2000/svg}text"):
            half = len(text.text) * float(text.get("font-size")) * 0.31
            assert half <= float(text.get("x")) + 12 <= int(root.get("width")) - half
            assert float(text.get("font-size")) >= 12


def test_long_names_are_shortened_in_the_picture_alone():
    the_weight_of_the_first_layer_in_kilograms = torch.tensor([0.5, 1.5], requires_grad=True)
    picture = torch.draw(the_weight_of_the_first_layer_in_kilograms.sum())
    assert "the_weight_…_kilograms" in " ".join(texts(picture.svg()))
    assert "the_weight_of_the_first_layer_in_kilograms" in picture.description
    assert "the_weight_of_the_first_layer_in_kilograms" in picture.dot()


def test_a_long_straight_run_is_folded():
    x = torch.tensor(0.5, requires_grad=True)
    y = x
    for _ in range(20):
        y = (y * 0.9).tanh()
    picture = torch.draw(y)
    assert picture.title == "Graph of y: 40 operations, 1 leaf"
    shown = " ".join(texts(picture.svg()))
    assert (shown.count("Mul"), shown.count("Tanh")) == (3, 2)
    for piece in ("37 operations", "19 Tanh", "18 Mul", "37 tensors"):
        assert piece in shown
    assert "37 operations of Mul; folded: 19 Tanh, 18 Mul; saved: 37 tensors." in picture.description
    y.backward()
    assert "freed 37 tensors" in " ".join(texts(torch.draw(y).svg()))


def test_the_picture_is_the_same_every_time():
    first, second = (torch.draw(product_of_sums()[2]).svg() for _ in range(2))
    assert first == second
    assert not re.search(r"0x[0-9a-f]{6}", first)


def test_the_picture_is_the_same_in_every_process():
    code = (
        "import minigrad as torch; w = torch.tensor([1.0], requires_grad=True); "
        "a, b = (w.exp() * w + w).expand(2).unbind(); print(torch.draw(a * b + w.sin()).svg())"
    )
    run = [sys.executable, "-c", code]
    pictures = [
        subprocess.run(run, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        for seed in "12"
    ]
    assert pictures[0].stdout == pictures[1].stdout != ""


def test_the_picture_is_the_same_in_every_python(monkeypatch):
    def whole(values):
        values = list(values)
        assert not any(isinstance(value, float) for value in values), "from Python 3.12 on, sum() rounds floats less"
        return builtins.sum(values)

    for module in (draw, layout, scene, svg):
        monkeypatch.setattr(module, "sum", whole, raising=False)
    x, w, b = (torch.tensor([n], requires_grad=True) for n in (2.0, 3.0, 1.0))
    assert "w = [3.]" in torch.draw((w * x + b).exp() * w)._repr_svg_()


@pytest.mark.parametrize("widths", [(84.9, 84.9, 79.1), (0.1, 0.7, 0.3), (1 / 3, 0.7, 1e3)])
def test_no_box_begins_left_of_the_picture(widths):
    sizes = [(width, 30.0) for width in widths]
    for edges in ([(0, 2), (1, 2)], [(0, 2), (0, 1), (1, 2)], [(2, 0), (1, 0)]):
        assert min(x for x, _ in place(sizes, edges).corners) >= 0


def test_drawing_keeps_nothing_alive_and_changes_nothing():
    w, x, y = product_of_sums()
    gc.collect()
    gc.disable()
    try:
        picture = torch.draw(y)
        y.backward()
        assert w.grad.tolist() == [5.0]
        alive = weakref.ref(y), weakref.ref(y.grad_fn)
        del y
        assert [ref() for ref in alive] == [None, None]
        assert picture.svg()
    finally:
        gc.enable()


def test_it_says_in_words_what_it_shows_and_is_text_for_graphviz_too(tmp_path):
    w, x, y = product_of_sums()
    picture = torch.draw(y)
    root = ET.fromstring(picture.svg())
    assert root.get("role") == "img"
    assert picture.title in picture.svg()
    assert picture.dot().startswith("digraph")
    for suffix in ("svg", "dot", "gv"):
        picture.save(tmp_path / f"graph.{suffix}")
        assert (tmp_path / f"graph.{suffix}").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match=r"\.svg, \.dot or \.gv"):
        picture.save(tmp_path / "graph.png")


@pytest.mark.parametrize("n", [1, 5, 40])
def test_graphs_of_any_shape_are_drawn(n):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x
    for i in range(n):
        y = y * x + i
    parts = torch.cat([p.reshape(-1) for p in y.split(1)]).sum()
    assert len(texts(torch.draw(parts).svg())) > n


def test_a_graph_too_large_says_so():
    y = torch.ones(1, requires_grad=True)
    for _ in range(1000):
        y = y * 2
    with pytest.raises(ValueError, match=r"too large|nodes|operations"):
        torch.draw(y)


def test_a_number_on_the_left_is_drawn():
    x = torch.tensor(2.0, requires_grad=True)
    for y in (1 - x, torch.rsub(x, 1)):
        assert "Rsub" in texts(torch.draw(y).svg())


def test_where_gradients_end_is_drawn_and_explained(capsys):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    w = torch.tensor(3.0, requires_grad=True)
    with torch.no_grad():
        part = x[0]
    y = part * w
    assert "part = 1. no grad" in " ".join(texts(torch.draw(y).svg()))
    assert "part = 1." in torch.draw(part).description
    torch.explain(y)
    assert "dy/dw = dy/dy * part = 1 * 1 = 1\n" in capsys.readouterr().out


@pytest.mark.parametrize("value", [3, None, "x", torch.nn.ReLU(), [1.0]], ids=repr)
def test_only_tensors_are_drawn(value):
    kind = type(value[0] if isinstance(value, list) else value).__name__
    with pytest.raises(TypeError, match=rf"draw\(\) wants one Tensor or several, not {kind}"):
        torch.draw(value)
