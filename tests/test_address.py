"""A small site with an address and without one: what its pages say of themselves, and what stands beside them."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BASE = "https://example.org/course/"
PAGES = {
    "index": "Course\n======\n\n**A course**\n\nYou learn <this> & *that*.\n\n.. toctree::\n\n   chapter\n",
    "chapter": "The ``a`` chapter\n=================\n\n*10 minutes.*\n\nAfter it you can\n\n- do this,\n- do that.\n",
}


@pytest.fixture(scope="module", params=[BASE, BASE.rstrip("/"), ""], ids=["address", "no-slash", "none"])
def site(request, tmp_path_factory):
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("out")
    for name, text in PAGES.items():
        (source / f"{name}.rst").write_text(text, encoding="utf-8")
    options = {"extensions": "tools.address", "html_title": "Backward", "html_baseurl": request.param}
    definitions = [argument for name, value in options.items() for argument in ("-D", f"{name}={value}")]
    command = [sys.executable, "-m", "sphinx", "-C", "-W", "-q", *definitions, source, out]
    subprocess.run(command, cwd=ROOT, check=True)
    return out, bool(request.param)


def head(site, page):
    text = (site[0] / f"{page}.html").read_text(encoding="utf-8").partition("</head>")[0]
    named = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', text)
    return text, dict(named)


def test_pages_are_described(site):
    assert head(site, "index")[1]["description"] == "Course: You learn &lt;this&gt; &amp; that."
    assert head(site, "chapter")[1]["description"] == "The a chapter: After it you can do this, do that."
    assert head(site, "search")[1]["description"].startswith("Search, a page of Backward")


def test_the_card_has_words_and_with_an_address_a_picture(site):
    card = head(site, "chapter")[1]
    assert (card["og:title"], card["og:site_name"]) == ("The a chapter", "Backward")
    assert card["og:description"] == card["description"]
    assert card.get("og:url") == (BASE + "chapter.html" if site[1] else None)
    assert card.get("og:image") == (BASE + "_static/line-fit.png" if site[1] else None)
    assert (ROOT / "book" / "_static" / "line-fit.png").is_file()


def test_links_to_the_whole_site_are_there_when_it_has_an_address(site):
    text = head(site, "chapter")[0]
    links = re.findall(r'<link rel="(canonical|alternate)"[^>]* href="([^"]+)"', text)
    assert sorted(links) == ([("alternate", BASE + "changes.xml"), ("canonical", BASE + "chapter.html")] * site[1])


def test_the_files_beside_the_pages(site):
    out, has_address = site
    assert (out / "sitemap.xml").exists() == (out / "changes.xml").exists() == has_address
    robots = (out / "robots.txt").read_text(encoding="utf-8")
    assert robots.startswith("User-agent: *\nAllow: /\n")
    assert (f"Sitemap: {BASE}sitemap.xml\n" in robots) == has_address
    if has_address:
        places = [place.text for place in ET.parse(out / "sitemap.xml").iterfind(".//{*}loc")]
        assert places == [BASE + "chapter.html", BASE + "index.html"]
        assert ET.parse(out / "changes.xml").getroot().tag == "{http://www.w3.org/2005/Atom}feed"


def test_a_missing_page_finds_its_way_from_any_depth(site):
    text, _ = head(site, "404")
    assert (f'<base href="{BASE}" />' in text) == site[1]
    assert text.find("<base") < text.find("<link")
