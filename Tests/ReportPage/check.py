#!/usr/bin/env python3
"""The pages of `report --format html` can be read by everybody (WCAG 2.1 A and AA, by axe-core), on a telephone and on A4.

They are opened in Chromium, light and dark, at 360 and 1280 pixels. --self-check shows that bad pages are found.
"""

import argparse
import os
import pathlib
import re
import sys
import tempfile

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
WIDTHS = [360, 1280]
SCHEMES = ["light", "dark"]
# A4 less the margins that the page's style sets, in CSS pixels of 1/96 inch.
PAPER = {"width": int((210 - 2 * 13) / 25.4 * 96), "height": int((297 - 2 * 14) / 25.4 * 96)}
# Names what of the document or of the chosen elements is wider than the room it has.
OVERFLOW = """selector => [document.documentElement, ...document.querySelectorAll(selector)]
    .filter(element => element.scrollWidth > element.clientWidth + 1)
    .map(element => `${element.localName} '${element.ariaLabel ?? element.caption?.textContent ?? ''}' needs ` +
        `${element.scrollWidth} of ${element.clientWidth} pixels`)"""

BAD_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bad</title></head><body>
<p style="color: #bbbbbb; background: #ffffff">Hardly to be read</p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<img alt="" src="https://example.invalid/a.png"><script>document.body.append("written by a script")</script>
<table style="width: 2000px"><caption>Wide</caption><tr><td>1</td></tr></table></body></html>"""
# What of it must be found: the rules' names, and words of the other checks.
BAD_THINGS = ["color-contrast", "image-alt", "without scripts", "example.invalid", "at 360 pixels", "on paper"]


def main():
    arguments = parse()
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=arguments.chromium, args=sandbox)
        try:
            if arguments.self_check:
                results = [self_check(browser)]
            else:
                results = [(path, flaws(browser, path)) for path in arguments.pages]
        finally:
            browser.close()
    for name, found in results:
        for flaw in found:
            print(f"{name}: {flaw}")
    failed = sum(1 for _, found in results if found)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


def self_check(browser):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "bad.html"
        path.write_text(BAD_PAGE, encoding="utf-8")
        found = flaws(browser, path)
    return "self-check", [f"{thing}: not found" for thing in BAD_THINGS if not any(thing in flaw for flaw in found)]


def flaws(browser, path):
    """What is wrong with the page, as sentences."""
    address = pathlib.Path(path).resolve().as_uri()
    found, scripted = [], None
    for width in WIDTHS:
        for scheme in SCHEMES:
            context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
            page, requests = opened(context, address)
            scripted = page.text_content("html")
            found += [f"asks for {request}" for request in requests if request != address]
            if width == min(WIDTHS):
                found += [f"at {width} pixels: {flaw}" for flaw in page.evaluate(OVERFLOW, "body")]
            for violation in Axe().run(page, options=RULES).response["violations"]:
                found += [f"{width} pixels, {scheme}: {sentence}" for sentence in told(violation)]
            context.close()
    return sorted(set(found + script_flaws(browser, address, scripted) + paper_flaws(browser, address)))


def opened(context, address):
    """The page, and the addresses that it has asked for."""
    page, requests = context.new_page(), []
    page.on("request", lambda request: requests.append(request.url) if not request.url.startswith("data:") else None)
    page.route(re.compile("^https?:"), lambda route: route.abort())
    page.goto(address, wait_until="load")
    return page, requests


def told(violation):
    for node in violation["nodes"]:
        summary = " ".join(node["failureSummary"].split())
        yield f"{violation['id']} ({violation['impact']}): {' '.join(map(str, node['target']))}: {summary}"


def script_flaws(browser, address, scripted):
    context = browser.new_context(java_script_enabled=False)
    page, _ = opened(context, address)
    plain = page.text_content("html")
    context.close()
    return [] if plain == scripted else ["its text without scripts is another"]


def paper_flaws(browser, address):
    context = browser.new_context(viewport=PAPER, java_script_enabled=True)
    page, _ = opened(context, address)
    page.emulate_media(media="print")
    found = [f"on paper: {flaw}" for flaw in page.evaluate(OVERFLOW, "table, figure, [role=region]")]
    document = page.pdf(format="A4", prefer_css_page_size=True)
    context.close()
    pages = len(re.findall(rb"/Type\s*/Page\b", document))
    if not document.startswith(b"%PDF-") or pages < 1:
        found.append("on paper: it gives no page")
    return found


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="HTML files")
    parser.add_argument("--chromium", default=CHROMIUM)
    parser.add_argument("--self-check", action="store_true", help="see that a bad page's flaws are found")
    arguments = parser.parse_args()
    if bool(arguments.pages) == arguments.self_check:
        parser.error("name pages, or --self-check")
    return arguments


if __name__ == "__main__":
    sys.exit(main())
