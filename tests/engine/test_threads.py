"""Grad mode belongs to a thread or task, two models trained at once give what one does, and a small stack is enough."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import minigrad as torch


def train(steps=200):
    """A line fitted to five points: the weights after some steps."""
    x = torch.arange(1.0, 6.0)
    w = torch.tensor([1.0, 1.0], requires_grad=True)
    for _ in range(steps):
        loss = ((w[0] * x + w[1] - (2 * x + 1)) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= 0.01 * w.grad
        w.grad.zero_()
    return w.tolist()


def test_threads_train_independently():
    alone = train()
    results = []
    threads = [threading.Thread(target=lambda: results.append(train())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [alone] * 4


def test_a_thread_starts_with_recording_on():
    seen = []
    with torch.no_grad():
        thread = threading.Thread(target=lambda: seen.append(torch.is_grad_enabled()))
        thread.start()
        thread.join()
        assert not torch.is_grad_enabled()
    assert seen == [True]


def test_tasks_do_not_share_the_mode():
    async def quiet(entered, leave):
        with torch.no_grad():
            entered.set()
            await leave.wait()
            assert not torch.is_grad_enabled()

    async def main():
        entered, leave = asyncio.Event(), asyncio.Event()
        task = asyncio.create_task(quiet(entered, leave))
        await entered.wait()
        assert torch.is_grad_enabled()
        leave.set()
        await task

    # In a thread of its own: a browser that an earlier test opened keeps a loop running in this one.
    with ThreadPoolExecutor() as pool:
        pool.submit(asyncio.run, main()).result()


def test_a_list_that_holds_itself_is_refused_on_a_small_stack_too():
    around = [0.0]
    around.append(around)
    said = []

    def make():
        with pytest.raises(TypeError, match="self-referential") as raised:
            torch.tensor(around)
        said.append(raised.value)

    before = threading.stack_size(256 * 1024)
    try:
        thread = threading.Thread(target=make)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert len(said) == 1
