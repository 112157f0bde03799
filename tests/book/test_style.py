"""Figures can be read: on white paper, in the dark theme and on a phone."""

import re
from itertools import combinations
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from minigrad.course import style
from minigrad.seeing import svg

COLORS = {name: getattr(style, name) for name in ("INK", "GRAY", "BLUE", "ORANGE", "GREEN", "PURPLE")}
SERIES = ("BLUE", "ORANGE", "GREEN", "PURPLE")
CSS = Path(__file__).resolve().parents[2] / "book" / "_static" / "custom.css"

# The dark page, and CSS's matrix for hue-rotate(180deg).
NIGHT = np.array(to_rgb("#121212"))
TURN = np.array([[-0.574, 1.43, 0.144], [0.426, 0.43, 0.144], [0.426, 1.43, -0.856]])

# How people without red, green or blue cones see linear light (Machado, Oliveira and Fernandes 2009).
BLINDNESS = {
    "protanopia": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "deuteranopia": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "tritanopia": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}


def linear(rgb):
    rgb = np.asarray(rgb)
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(a, b):
    low, high = sorted(linear(rgb) @ [0.2126, 0.7152, 0.0722] for rgb in (a, b))
    return (high + 0.05) / (low + 0.05)


def at_night(color):
    """A color after `filter: invert(1) hue-rotate(180deg)` and `mix-blend-mode: screen`."""
    turned = np.clip(TURN @ (1 - np.array(to_rgb(color))), 0, 1)
    return 1 - (1 - turned) * (1 - NIGHT)


@pytest.mark.parametrize("name", COLORS)
def test_contrast_on_paper_and_at_night(name):
    assert contrast(to_rgb(COLORS[name]), to_rgb(style.PAPER)) >= 4.5
    assert contrast(at_night(COLORS[name]), at_night(style.PAPER)) >= 4.5


def test_the_dark_theme_does_what_was_measured():
    assert np.allclose(at_night(style.PAPER), NIGHT)
    css = CSS.read_text(encoding="utf-8")
    turn = r"filter: invert\(1\) hue-rotate\(180deg\);[^}]*mix-blend-mode: screen;"
    assert re.search(rf"dark.* img \{{[^}}]*{turn}", css)


def lab(light):
    """CIELAB of linear light, where distance is what the eye sees as difference."""
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ light
    f = np.cbrt(np.maximum(xyz / [0.9505, 1.0, 1.089], 0.008856))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_color_blind_readers_tell_the_first_two_colors_apart(blindness):
    matrix = np.array(BLINDNESS[blindness])
    blue, orange = (lab(np.clip(matrix @ linear(to_rgb(COLORS[name])), 0, 1)) for name in ("BLUE", "ORANGE"))
    assert np.linalg.norm(blue - orange) > 30


def test_series_differ_by_their_dashes_too():
    with plt.rc_context():
        style.house_style()
        cycle = list(plt.rcParams["axes.prop_cycle"])
    assert [entry["color"] for entry in cycle] == [COLORS[name] for name in SERIES]
    assert all(a["linestyle"] != b["linestyle"] for a, b in combinations(cycle, 2))


def test_fonts_are_at_least_9_points_on_a_phone():
    with plt.rc_context():
        style.house_style()
        width, dpi = plt.rcParams["figure.figsize"][0], plt.rcParams["figure.dpi"]
        sizes = [plt.rcParams[name] for name in ("font.size", "axes.labelsize", "xtick.labelsize")]
    shrink = 354 / (width * dpi)  # a phone 390 pixels wide leaves 354 to a figure
    assert min(sizes) * dpi / 72 * shrink >= 9 * 96 / 72


def test_graphs_have_the_same_colors_and_the_same_dark_theme():
    assert {name: getattr(svg, name) for name in ("INK", "GRAY", "BLUE", "ORANGE")}.items() <= COLORS.items()
    dark = re.search(r"filter: [^;}]*; mix-blend-mode: \w+", svg.DARK)[0]
    assert dark in re.sub(r"\s+", " ", CSS.read_text(encoding="utf-8"))
    assert min(svg.SIZE.values()) >= 12
