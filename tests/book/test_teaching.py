"""The guide for teachers holds what it promises: minutes that add up, tasks in time, sections that exist."""

import json
import math
import re
from pathlib import Path

import pytest

BOOK = Path(__file__).parents[2] / "book"
PLANS = (BOOK / "teaching" / "plans.md").read_text(encoding="utf-8")
CHAPTERS = re.findall(r"file: (book/(?:gradients|state|descent|inside)/[\w-]+)", (BOOK.parent / "_toc.yml").read_text())
LINK = re.compile(r"\]\(\.\./([\w-]+(?:/[\w-]+)?)\.ipynb\)")


def cells(page):
    notebook = json.loads((BOOK / f"{page}.ipynb").read_text(encoding="utf-8"))
    return [(c["cell_type"], c["metadata"].get("tags", []), "".join(c["source"])) for c in notebook["cells"]]


def headings(page):
    markdown = "\n".join(source for kind, _, source in cells(page) if kind == "markdown")
    return {line.lstrip("# ").replace("`", "") for line in markdown.splitlines() if line.startswith("#")}


def unknown(text, pages):
    """What a text names in italics, and no heading, exercise or point of these pages is called."""
    names = re.findall(r"(?<![*\w])\*([^*|]+?)\*(?![*\w])", re.sub(r"(?s)```.*?```|`.*?`", "", text))
    there = " " + " ".join(name for page in pages for name in (*headings(page), *points(page)))
    return [name for name in names if f" {name.rstrip(',.:')}" not in there]


# The plans


def section(title):
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", PLANS, re.MULTILINE | re.DOTALL)[1]


def rows(title):
    """(minutes after the start, how long, counted minutes or None, what) for each row of a plan."""
    table = re.findall(r"^\| (\d+):(\d\d) \| (\d+)(?: \(([\d.]+)\))? \| (.*) \|$", section(title), re.MULTILINE)
    return [
        (int(hours) * 60 + int(start), int(minutes), float(counted) if counted else None, what)
        for hours, start, minutes, counted, what in table
    ]


TITLES = {"Ninety minutes": 90, "Half a day": 240, "A day": 405}


@pytest.mark.parametrize("title", TITLES)
def test_the_minutes_of_a_plan_add_up(title):
    clock = 0
    for start, minutes, counted, what in rows(title):
        assert start == clock, what
        clock += minutes
        if counted:
            assert minutes == math.ceil(counted * 1.5 / 5) * 5, what
    assert clock == TITLES[title]


@pytest.mark.parametrize("title", TITLES)
def test_nobody_sits_still_for_long(title):
    """A row with a task counts as still up to its end, in case the task comes last."""
    still, first = 0, None
    for start, minutes, _, what in rows(title):
        if "Task:" in what:
            first = start if first is None else first
            assert still <= 20, what
            still = 0
        elif re.match(r"Break|Lunch|Arrive|The end", what):
            still = 0
        else:
            still += minutes
    assert first <= 20
    working, longest = 0, 0
    for _, minutes, _, what in rows(title):
        working = 0 if re.match(r"Break|Lunch", what) else working + minutes
        longest = max(longest, working)
    assert longest <= 90


@pytest.mark.parametrize("title", TITLES)
def test_a_plan_names_sections_and_exercises_that_exist(title):
    page = None
    for _, _, _, what in rows(title):
        page = (LINK.findall(what) or [page])[-1]
        if page:
            assert unknown(what, [page]) == []
            for numbers in re.findall(r"exercises? ([\d, and]+)", what):
                assert all(1 <= int(n) <= len(exercises(page)) for n in re.findall(r"\d+", numbers)), what


def exercises(page):
    return [source for _, tags, source in cells(page) if "exercise" in tags]


def points(page):
    """What is bold there: the names of exercises and of the steps of a list."""
    return {name for kind, _, source in cells(page) for name in re.findall(r"\*\*(?:\d+\. )?([^*]+?)\*\*", source)}


FIGURE = re.compile(r"^[A-Z]\w+\([^()]*\)$", re.MULTILINE)


def without_folded(source):
    return re.sub(r"```\{admonition\}.*?\n```", "", source, flags=re.DOTALL)


def sections(page):
    """{heading: minutes to read and run what stands under it}, by the rule of the guide."""
    counted, heading = {}, None
    for kind, tags, source in cells(page):
        if kind == "markdown":
            for line in without_folded(source).splitlines():
                if line.startswith("#"):
                    heading = line.lstrip("# ").replace("`", "")
                counted[heading] = counted.get(heading, 0) + len(line.split()) / 200
        elif not {"exercise", "solution"} & set(tags):
            counted[heading] += 4.25 if FIGURE.search(source) else 0.25
    return counted


def tasks(page):
    """The minutes of each exercise: to read it, and to do it."""
    asked = ""
    for kind, tags, source in cells(page):
        asked = without_folded(source) if kind == "markdown" else asked
        if "exercise" in tags:
            work = 5 if re.search(r"^def |# your code", source, re.MULTILINE) else 2
            yield len(asked.split()) / 200 + work


def row_minutes(page, what):
    """What a row of a plan takes."""
    counted, total = sections(page), 0
    names = re.findall(r"(?<![*\w])\*([^*|]+?)\*(?![*\w])", what) + ["Before you"] * ("vote" in what)
    for name in names:  # an exercise's name is with its number
        total += next((counted[heading] for heading in counted if heading.startswith(name.rstrip(",.:"))), 0)
    numbers = re.findall(r"exercises? ([\d, and]+)", what) or ["1"] * ("the exercise" in what)
    exercise = list(tasks(page))
    total += sum(exercise[int(n) - 1] for group in numbers for n in re.findall(r"\d+", group))
    return total + 2 * ("vote" in what)


@pytest.mark.parametrize("title", TITLES)
def test_the_minutes_of_a_plan_are_those_of_the_rule(title):
    page, wrong = None, []
    for _, _, counted, what in rows(title):
        page = (LINK.findall(what) or [page])[-1]
        if counted and abs(row_minutes(page, what) - counted) > 0.6:
            wrong.append((what, counted, round(row_minutes(page, what), 1)))
    assert wrong == []


def minutes(page):
    """(to read and run, for the exercises), by the rule of the guide."""
    words = code = figures = 0
    for kind, tags, source in cells(page):
        if kind == "markdown" and "Check yourself" not in source:
            words += len(without_folded(source).split())
        elif kind == "code" and not {"exercise", "solution"} & set(tags):
            code += 1
            figures += bool(FIGURE.search(source))
    vote = 2 if any("What do you expect" in source or "Your guess" in source for _, _, source in cells(page)) else 0
    work = sum(5 if re.search(r"^def |# your code", source, re.MULTILINE) else 2 for source in exercises(page))
    return words / 200 + code / 4 + 4 * figures + vote, work


def test_the_minutes_of_the_chapters_are_those_of_the_rule():
    table = re.findall(r"^\| \[[^]]+\]\(\.\./([\w/-]+)\.ipynb\) \| (\d+) \| (\d+) \|$", PLANS, re.MULTILINE)
    assert [page for page, _, _ in table] == ["index", *(chapter.removeprefix("book/") for chapter in CHAPTERS)]
    for page, reading, work in table:
        counted = minutes(page)
        assert counted[1] == int(work), page
        assert abs(counted[0] - int(reading)) <= 2, (page, counted)
    said = re.search(r"that is (\d+) minutes of reading and running and (\d+) of exercises", PLANS).groups()
    assert [sum(int(row[i]) for row in table) for i in (1, 2)] == [int(number) for number in said]
    second = re.search(
        r"(?s)## A second day\n+(.*?) in the morning(.*?)exercises: (\d+) minutes and (\d+) minutes", PLANS
    )
    both = {page: int(reading) + int(work) for page, reading, work in table}
    assert [sum(both[page] for page in LINK.findall(half)) for half in second.groups()[:2]] == [
        *map(int, second.groups()[2:])
    ]


# The chapters


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_has_all_that_a_teacher_needs(chapter):
    page = chapter.removeprefix("book/")
    guide = (BOOK / "teaching" / f"{page.partition('/')[0]}.md").read_text(encoding="utf-8")
    (own,) = (
        part for part in re.split(r"^## ", guide, flags=re.MULTILINE) if f"[The chapter](../{page}.ipynb)" in part
    )
    for needed in ("**Aim:**", "| Ask first |", "| Type |", "| Show |", "**Expect:**", "**Say:**", "**Faster:**"):
        assert needed in own
    assert "**Slower:**" in own
    check, table = own.split("**Check:**")[1].split("| answer | what it reveals |")
    assert "?" in check
    answers = re.findall(r"^\| (?!-)(.+) \| (.+) \|$", table, re.MULTILINE)
    assert len(answers) >= 3
    assert sum("Understood" in reveals for _, reveals in answers) == 1
    assert unknown(own.split("**Check:**")[0] + table, [page, *LINK.findall(own)]) == []
