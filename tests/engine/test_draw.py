"""The picture of a graph: what is in it, that it stays the same, and that it keeps nothing alive."""

import gc
import re
import weakref
import xml.etree.ElementTree as ET

import pytest

import minigrad as torch


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


def test_the_picture_is_the_same_every_time():
    first, second = (torch.draw(product_of_sums()[2]).svg() for _ in range(2))
    assert first == second
    assert not re.search(r"0x[0-9a-f]{6}", first)


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
    with pytest.raises(ValueError, match="too large|nodes|operations"):
        torch.draw(y)


def test_a_number_on_the_left_is_drawn():
    x = torch.tensor(2.0, requires_grad=True)
    assert "Rsub" in texts(torch.draw(1 - x).svg())
