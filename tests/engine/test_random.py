"""Random numbers: streams that depend on nothing but the seed, states that bring them back, and what they cost."""

import math
import pickle
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import minigrad as torch
from minigrad import sampling

DRAWS = (
    lambda g: torch.rand(5, generator=g),
    lambda g: torch.rand(3, dtype=torch.float64, generator=g),
    lambda g: torch.randn(3, generator=g),
    lambda g: torch.randn(17, generator=g),
    lambda g: torch.randn(40, dtype=torch.float16, generator=g),
    lambda g: torch.randint(10, (4,), generator=g),
    lambda g: torch.randint(2**40, (4,), generator=g),
    lambda g: torch.randperm(9, generator=g),
    lambda g: torch.zeros(3, 5).T.normal_(generator=g),
    lambda g: torch.zeros(630).exponential_(generator=g),
)


@given(st.integers(-(2**63), 2**64 - 1), st.lists(st.sampled_from(DRAWS)), st.lists(st.sampled_from(DRAWS)))
def test_a_state_brings_back_what_follows(seed, before, after):
    g = torch.Generator().manual_seed(seed)
    for draw in before:
        draw(g)
    state = g.get_state()
    first = [draw(g).tolist() for draw in after]
    other = torch.Generator().set_state(state)
    assert [draw(other).tolist() for draw in after] == first
    assert other.get_state().tolist() == g.get_state().tolist()
    assert other.initial_seed() == g.initial_seed() == seed % 2**64


def test_generators_do_not_disturb_each_other():
    torch.manual_seed(1)
    alone = torch.rand(4).tolist()
    torch.manual_seed(1)
    torch.randn(20, generator=torch.Generator())
    assert torch.rand(4).tolist() == alone


def test_a_pickled_generator_goes_on_where_it_was():
    g = torch.Generator().manual_seed(3)
    torch.randn(3, generator=g)
    copy = pickle.loads(pickle.dumps(g))
    assert torch.randn(5, generator=copy).tolist() == torch.randn(5, generator=g).tolist()


def test_seeds_that_nobody_chose_differ():
    assert torch.seed() != torch.seed()
    assert torch.initial_seed() == torch.default_generator.initial_seed()


@given(st.lists(st.integers(0, 2**24 - 1), min_size=1))
def test_float32_functions_are_right_to_three_roundings(bits):
    u = np.array(bits, np.float32) * np.float32(2**-24)
    angle = u * np.float32(2 * math.pi)
    sine, cosine = sampling.sine_cosine(angle)
    error = 3 * np.finfo(np.float32).eps
    assert np.abs(sine - np.sin(angle, dtype=np.float64)).max() < error
    assert np.abs(cosine - np.cos(angle, dtype=np.float64)).max() < error
    exact = np.log(1 - u.astype(np.float64))
    assert (np.abs(sampling.log(1 - u) - exact) <= error * np.abs(exact)).all()


@given(*[st.floats(-2, 2, allow_subnormal=False).filter(lambda x: x == 0 or abs(x) > 1e-100)] * 3)
def test_a_fused_product_is_rounded_once(a, b, c):
    exact = float(Fraction(a) * Fraction(b) + Fraction(c))
    assert float(sampling.fused(np.array(a), b, c)) == pytest.approx(exact, rel=2**-52, abs=1e-250)


@pytest.mark.parametrize("draw", [torch.rand, torch.randn, lambda n: torch.randint(100, (n,))])
def test_moments(draw):
    torch.manual_seed(0)
    x = draw(100_000).numpy().astype(float)
    mean, std = {torch.rand: (0.5, 12**-0.5), torch.randn: (0, 1)}.get(draw, (49.5, 28.866))
    assert x.mean() == pytest.approx(mean, abs=4 * std / math.sqrt(len(x)))
    assert x.std() == pytest.approx(std, rel=0.01)


def test_importing_minigrad_does_not_import_numpy_random():
    loaded = "'numpy.random' in sys.modules"  # old versions of NumPy import it by themselves
    program = f"import sys, numpy; before = {loaded}; import minigrad; sys.exit({loaded} != before)"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_what_is_left_out_says_so():
    with pytest.raises(NotImplementedError, match="CPU only"):
        torch.Generator("cuda")
    with pytest.raises(NotImplementedError, match="up to 16777216"):
        torch.zeros(2).random_(2**25)
    with pytest.raises(TypeError, match="takes 2 positional arguments but 3 were given"):
        torch.zeros(2).random_(1, 2, 3)
    with pytest.raises(TypeError, match="generator=int"):
        torch.rand(2, generator=3)
