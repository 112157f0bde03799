"""The house style of the book's figures.

Figures are drawn on white, narrow enough for a phone, in colors that color-blind readers tell apart. The
site's dark theme (book/_static/custom.css) turns their lightness around, white paper to the color of the
page, and keeps the hues. So every figure is drawn once. Each color has a contrast of at least 4.5:1 against
the paper in both themes: tests/book/test_style.py measures it.
"""

INK = "#1f1f1f"
PAPER = "#ffffff"
GRAY = "#707070"
BLUE = "#0068a8"
ORANGE = "#c45000"
GREEN = "#007d5a"
PURPLE = "#9a4d8f"


def house_style():
    """Set matplotlib to the house style, and notebooks to sharp figures of 480 by 330 points."""
    import matplotlib.pyplot as plt
    from cycler import cycler

    plt.rcParams.update(
        {
            "figure.figsize": (4.8, 3.3),
            "figure.dpi": 100,
            "figure.facecolor": PAPER,
            "figure.constrained_layout.use": True,
            "font.size": 12,
            "axes.titlesize": 12,
            "axes.labelsize": 12,
            "xtick.labelsize": 12,
            "ytick.labelsize": 12,
            "legend.fontsize": 12,
            "legend.frameon": False,
            "text.color": INK,
            "axes.labelcolor": INK,
            "axes.edgecolor": GRAY,
            "xtick.color": GRAY,
            "ytick.color": GRAY,
            "xtick.labelcolor": INK,
            "ytick.labelcolor": INK,
            "axes.facecolor": PAPER,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.grid": True,
            "grid.color": "#dddddd",
            "grid.linewidth": 0.8,
            "lines.linewidth": 2.2,
            "lines.markersize": 6,
            "axes.prop_cycle": cycler(color=[BLUE, ORANGE, GREEN, PURPLE], linestyle=["-", "--", "-.", ":"]),
        }
    )
    _sharp_in_notebooks()


def _sharp_in_notebooks():
    """Two pixels for every point, and no cropping: every figure has the width it says."""
    try:
        from IPython import get_ipython
        from matplotlib_inline.backend_inline import set_matplotlib_formats
    except ImportError:
        return
    if get_ipython() is not None:
        set_matplotlib_formats("retina", bbox_inches=None)
