#!/usr/bin/env python3
"""The console in a real browser: a night's whole story on a telephone's screen, in Danish and without JavaScript, as people see it;
Nu and a call left open, which keep themselves as they are now; then each page as it stands, by axe-core (WCAG 2.1 A and AA), light and
dark, on a telephone, a tablet and a desk, in both languages; and what Chromium prints of it on A4.

--screenshots keeps a picture of each page. --self-check shows that what is not there is missed.
"""

import argparse
import datetime
import os
import pathlib
import re
import sys
import tempfile

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, sync_playwright

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "Tests" / "API"))

import hotline as lab  # noqa: E402
import paper  # noqa: E402

CHROMIUM = "/usr/bin/chromium"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
TELEPHONE = {"width": 360, "height": 740}
SCREENS = {"telephone": TELEPHONE, "tablet": {"width": 820, "height": 1180}, "desk": {"width": 1280, "height": 800}}
BYTES_MAX = 60_000
PATIENCE_MILLISECONDS = 15_000
# A page that is not kept up to date says so after ten seconds.
LOST_MILLISECONDS = 30_000
CALLER, HOTLINE = "+4500000031", "+4500201000"
# A line that nobody fills from Friday to Monday, and as many calls as take more than a sheet.
GAPPED = ("    lines: { first: { rotations: [{ professionals: [frida], starts: 2020-01-01, turn: 1 week }] } }\n", """\
    lines:
      first: { rotations: [{ professionals: [frida], starts: 2020-01-01, turn: 1 week }] }
      backup: { name: Bagvagt, rotations: [{ professionals: [frida], starts: 2020-01-01, turn: 1 week, windows: ["Mon-Thu 08:00-08:00"] }] }
""")
MANY = 45
ROSTER = lab.ROSTER.replace(*GAPPED)
BROKEN_ROSTER = ROSTER.replace("professionals: [anna]", "professionals: [annna]")
TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"


class Flaw(Exception):
    """What a person would miss, or stumble over."""


class Person:
    """Somebody with a browser of their own."""

    def __init__(self, browser, address, *, scripts, language="da-DK", screen=TELEPHONE, scheme="light"):
        self.address = address
        self.context = browser.new_context(viewport=screen, locale=language, java_script_enabled=scripts, color_scheme=scheme)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MILLISECONDS)

    def opens(self, path):
        reply = self.page.goto(self.address + path, wait_until="load")
        if reply.status != 200:
            raise Flaw(f"{path} is answered with {reply.status}")
        size = len(reply.body())
        if size > BYTES_MAX:
            raise Flaw(f"{path} has {size} bytes, {BYTES_MAX} are allowed")

    def signs_in(self, token):
        self.opens("/console/sign-in")
        self.page.locator("#token").fill(token)
        self.presses("Log ind")

    def presses(self, name):
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def follows(self, name):
        self.page.get_by_role("link", name=name).first.click()

    def sees(self, *words):
        text = " ".join(self.page.inner_text("body").split())
        for each in words:
            if each not in text:
                raise Flaw(f"at {self.page.url} nobody sees '{each}', but: {text[:700]}")

    def leaves(self):
        self.context.close()


def main():
    arguments = parse()
    found = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        hotline = lab.Hotline(folder, arguments.hotlined, arguments.hotlinectl)
        address = f"http://127.0.0.1:{hotline.port}"
        hotline.more_settings = f'console: {{ public-url: "{address}" }}\n'
        hotline.roster = hotline.roster.replace(*GAPPED)
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=arguments.chromium, args=sandbox)
        try:
            hotline.start()
            if arguments.self_check:
                ring_often(hotline)
                found = self_check(browser, hotline, address)
            else:
                tell_the_story(browser, hotline, address)
                leave_open(browser, hotline, address)
                found = look_at_all(browser, hotline, address, arguments.screenshots)
                ring_often(hotline)
                found += print_all(browser, hotline, address)
        except (Flaw, Error) as flaw:
            found.append(str(flaw).split("\n=====")[0])
        finally:
            browser.close()
            hotline.stop()
    for flaw in found:
        print(flaw)
    print(f"{len(found)} flaws")
    return 1 if found else 0


def later():
    """When a talk of ten minutes that begins now has ended."""
    return f"{datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=10):%Y-%m-%dT%H:%M:%SZ}"


def tell_the_story(browser, hotline, address):
    """A call comes, is answered, noted, followed up, counted."""
    anna = Person(browser, address, scripts=False)
    anna.signs_in(hotline.make_token("staff"))
    anna.sees("Nu", "Anna Holm", "Ingen åbne opkald")
    reply = hotline.event("call.incoming", "night-1", **{"from": CALLER, "to": HOTLINE})
    leg = reply["targets"][0]["leg"]
    hotline.event("leg.ringing", "night-1", leg=leg)
    anna.opens("/console")
    anna.sees("1 åbent opkald", "Familien Jensen")
    anna.follows("#1")
    anna.follows("Kontaktkort")
    anna.sees("Familien Jensen", "Birgit Dam", "Døgninstitutionen Egetræet")
    hotline.event("leg.answered", "night-1", leg=leg)
    hotline.event("leg.accepted", "night-1", leg=leg, confirmed=True)
    hotline.event("leg.ended", "night-1", leg=leg, reason="completed", at=later())
    hotline.event("call.ended", "night-1", by="caller", at=later())
    anna.page.reload()
    anna.follows("Skriv notat")
    anna.sees("Hvad handlede det om?", "Intet navn og ingen fri tekst")
    first = anna.page.locator("fieldset").first.locator("label").first
    theme = first.inner_text()
    first.click()
    anna.page.locator("fieldset", has_text="Skal nogen følge op?").get_by_text("Ja", exact=True).click()
    anna.presses("Gem notatet")
    anna.sees("Notatet er gemt.", theme)
    anna.follows("Hele opkaldet")
    anna.sees("Forløb", "Opkaldet kommer ind", "Anna Holm", "tager opkaldet", "Samtalen varede", "min.")
    anna.leaves()

    birgit = Person(browser, address, scripts=False)
    birgit.signs_in(hotline.make_token("consultant"))
    birgit.opens("/console/follow-ups")
    birgit.sees("Opfølgning", "Familien Jensen")
    birgit.page.locator("main a[href*='/console/follow-ups/']").first.click()
    birgit.page.locator("form.choosing button").first.click()
    birgit.opens("/console/follow-ups")
    if birgit.page.locator("main a[href*='/console/follow-ups/']", has_text="Jensen").count():
        raise Flaw("what is done stands among what is to be done")
    birgit.leaves()

    leader = Person(browser, address, scripts=False)
    leader.signs_in(hotline.make_token("leader"))
    today = datetime.date.today()
    leader.opens(f"/console/reports?from={today - datetime.timedelta(days=1)}&to={today + datetime.timedelta(days=2)}")
    leader.sees("Rapporter", "Besvaret")
    leader.opens("/console/duty")
    leader.sees("Vagter", "Anna Holm")
    fall_ill(leader)
    leader.leaves()
    check_a_roster(browser, hotline, address)


def check_a_roster(browser, hotline, address):
    """A roster is pasted with a flaw, the flaw is found by its mark and mended, and what it changes is told; nothing is changed."""
    admin = Person(browser, address, scripts=False)
    admin.signs_in(hotline.make_token("administrator"))
    admin.opens("/console/operations")
    admin.follows("Kontrollér en vagtplan")
    admin.sees("Intet træder i kraft", "En hel, lille vagtplan")
    admin.page.locator("#place").select_option("file:roster.yaml")
    admin.page.locator("#text").fill(BROKEN_ROSTER)
    admin.presses("Kontrollér")
    admin.sees("1 fejl, ingen alarmer", "Intet er ændret.", "no professional 'annna'", "Når fejlene er rettet")
    admin.page.locator("#problem-1 a").click()
    marked = admin.page.locator("ol.source li:target")
    if "annna" not in marked.inner_text():
        raise Flaw(f"the mark is on '{marked.inner_text()}'")
    marked.get_by_role("link", name="Fejl 1").click()
    again = admin.page.locator("#text").input_value()
    if again != BROKEN_ROSTER:
        raise Flaw(f"the text in the form is another one: {again[:200]}")
    admin.page.locator("#text").fill(again.replace("annna", "frida"))
    admin.presses("Kontrollér")
    admin.sees("Ingen fejl", "For at tage den i brug", "Hvem får andre vagter", "Anna Holm (anna)", "Frida Østergaard (frida)")
    admin.page.locator("#upload").set_input_files({"name": "roster.yaml", "mimeType": "application/yaml", "buffer": ROSTER.encode()})
    admin.presses("Kontrollér")
    admin.sees("Ingen fejl", "Intet: vagter, mennesker og regler")
    if (hotline.folder / "roster.d" / "roster.yaml").read_text(encoding="utf-8") != ROSTER:
        raise Flaw("the roster on disk is another one")
    admin.leaves()


def fall_ill(leader):
    """Anna falls ill: the leader sees what that leaves open, makes it so, and fills the gap with Bo from where it is told."""
    leader.opens("/console/roster")
    leader.sees("Ret vagtplan", "Ingen huller.")
    form = leader.page.locator("#absence")
    form.get_by_label("Hvem er fraværende").select_option(label="Anna Holm")
    form.get_by_role("button", name="Se, hvad det ændrer").click()
    leader.sees("Intet er ændret endnu.", "Anna Holm er fraværende", "nu ingen: et hul")
    leader.presses("Ret vagtplanen")
    leader.sees("Vagtplanen er rettet, og det gælder nu.", "Ingen har first")
    leader.follows("Dæk hullet")
    form = leader.page.locator("#swap")
    if form.get_by_label("Hvilken vagt").input_value() != "egetraeet/first":
        raise Flaw("the form does not know the gap that it was opened for")
    form.get_by_label("Hvem har den").select_option(label="Bo Sønderskov")
    form.get_by_role("button", name="Se, hvad det ændrer").click()
    leader.sees("før ingen: et hul", "nu Bo Sønderskov")
    leader.presses("Ret vagtplanen")
    leader.sees("Vagtplanen er rettet", "Ingen huller.")
    leader.opens("/console")
    leader.sees("Bo Sønderskov")


def leave_open(browser, hotline, address):
    """A page that is left open shows what happens, and keeps what is typed, where one is, and that it was never loaded again."""
    person = Person(browser, address, scripts=True)
    person.signs_in(hotline.make_token("administrator"))
    person.opens("/console")
    person.sees("Ingen åbne opkald", "Anna Holm")
    page, field = person.page, person.page.locator("#q")
    field.fill("Ege")
    page.evaluate("() => { window.isTheSame = true; }")
    hotline.event("call.incoming", "live-1", **{"from": CALLER, "to": HOTLINE})
    page.locator("#calls-now", has_text="Familien Jensen").wait_for()
    page.locator("#live-news", has_text="1 åbent opkald").wait_for(state="attached")
    person.sees("1 åbent opkald", "ringer")
    if field.input_value() != "Ege" or page.evaluate("() => document.activeElement.id") != "q":
        raise Flaw("what was being typed is gone")
    page.locator("#calls-now a").first.focus()
    hotline.event("leg.answered", "live-1", leg="1.1")
    hotline.event("leg.accepted", "live-1", leg="1.1", confirmed=True)
    page.locator("#calls-now", has_text="taler sammen").wait_for()
    if not page.evaluate("() => document.activeElement.matches('#calls-now a')"):
        raise Flaw("the link that was focused is no longer")
    page.route("**/console", lambda route: route.abort())
    hotline.event("leg.ended", "live-1", leg="1.1", reason="completed", at=later())
    page.locator("#live-lost").wait_for(timeout=LOST_MILLISECONDS)
    person.sees("Siden opdateres ikke lige nu.", "taler sammen")
    page.unroute("**/console")
    hotline.event("call.ended", "live-1", by="caller", at=later())
    page.locator("#calls-now", has_text="Ingen åbne opkald").wait_for()
    page.locator("#live-lost").wait_for(state="hidden")
    if not page.evaluate("() => window.isTheSame"):
        raise Flaw("the page was loaded again")

    hotline.event("call.incoming", "live-2", **{"from": CALLER, "to": HOTLINE})
    page.locator("#calls-now a").first.click()
    person.sees("Familien Jensen", "Forløb")
    page.locator("#message").fill("Ring i morgen")
    hotline.event("leg.accepted", "live-2", leg="1.1", confirmed=True)
    page.locator("#story-now", has_text="tager opkaldet").wait_for()
    if page.locator("#message").input_value() != "Ring i morgen":
        raise Flaw("what was being written is gone")
    hotline.event("leg.ended", "live-2", leg="1.1", reason="completed", at=later())
    hotline.event("call.ended", "live-2", by="caller", at=later())
    page.locator("#call-now", has_text="Samtalen varede").wait_for()
    person.leaves()


PAGES = {
    "nu": "/console", "opkald": "/console/calls", "opkald-1": "/console/calls/1", "kontaktkort": "/console/calls/1/card",
    "notat": "/console/calls/1/note", "opfoelgning": "/console/follow-ups?show=all", "vagter": "/console/duty",
    "ret-vagtplan": "/console/roster",
    "rapporter": "/console/reports", "drift": "/console/operations", "adgang": "/console/access",
    "kontroller-vagtplan": "/console/roster/check",
}
# What is asked of that page: a roster with a flaw, and one that changes who is on duty.
ROSTERS = {"with a flaw": BROKEN_ROSTER, "changed": ROSTER.replace("professionals: [anna]", "professionals: [frida]")}


def look_at_all(browser, hotline, address, folder):
    """What axe finds, and what is wider than the screen."""
    found = set()
    token = hotline.make_token("administrator")
    for language in ("da", "en"):
        for screen, size in SCREENS.items():
            for scheme in ("light", "dark"):
                person = Person(browser, address, scripts=True, screen=size, scheme=scheme)
                person.opens("/console/sign-in")
                named = {"log-ind": "/console/sign-in"}
                found |= set(flaws(person, "/console/sign-in", f"{screen}, {scheme}"))
                person.signs_in(token)
                for name, path in {**named, **PAGES}.items():
                    if name == "log-ind":
                        continue
                    person.opens(f"{path}{'&' if '?' in path else '?'}language={language}")
                    found |= set(flaws(person, path, f"{language}, {screen}, {scheme}"))
                    if folder and language == "da" and (screen, scheme) in (("telephone", "dark"), ("desk", "light")):
                        person.page.screenshot(path=pathlib.Path(folder) / f"{name}-{screen}.png")
                # The last page of them is the one that takes a roster.
                for state, text in ROSTERS.items():
                    person.page.locator("#text").fill(text)
                    person.page.locator("form.roster button").click()
                    found |= set(flaws(person, f"a roster {state}", f"{language}, {screen}, {scheme}"))
                person.leaves()
    return sorted(found)


def ring_often(hotline):
    """Families that ring, and hang up at once: each is owed a call."""
    for number in range(MANY):
        hotline.event("call.incoming", f"many-{number}", **{"from": ("+4500000031", "+4500000045", "+4500000099")[number % 3],
                                                             "to": HOTLINE})
        hotline.event("call.ended", f"many-{number}", by="caller")


PRINTED = {
    "log-ind": "/console/sign-in", **PAGES, "opkald-valgt": "/console/calls?outcome=short&institution=egetraeet",
    "opgave": "/console/follow-ups/2", "vagter-maaned": "/console/duty?span=month&q=Bagvagt",
}


def print_all(browser, hotline, address):
    """What is wrong with the pages on A4."""
    found, gaps = [], 0
    for language in ("da", "en"):
        person = Person(browser, address, scripts=True, scheme="dark", screen=paper.PAPER)
        person.signs_in(hotline.make_token("administrator"))
        for path in PRINTED.values():
            person.opens(f"{path}{'&' if '?' in path else '?'}language={language}")
            found += [f"{path} ({language}, on paper): {flaw}" for flaw in paper.flaws(person.page)]
            gaps += person.page.locator(".strip rect.gap").count()
        person.leaves()
    return found if gaps else found + ["no duty strip has a gap: mend this check"]


def flaws(person, path, where):
    for violation in Axe().run(person.page, options=RULES).response["violations"]:
        for node in violation["nodes"]:
            summary = " ".join(node["failureSummary"].split())
            yield f"{path} ({where}): {violation['id']}: {' '.join(map(str, node['target']))}: {summary}"
    if person.page.evaluate(TOO_WIDE):
        yield f"{path} ({where}): it is wider than the screen"


def self_check(browser, hotline, address):
    """What must be missed, is."""
    person = Person(browser, address, scripts=True)
    person.signs_in(hotline.make_token("staff"))
    missed = []
    try:
        person.sees("Familien, som ingen har")
        missed.append("a text that is not there was seen")
    except Flaw:
        pass
    person.page.evaluate("() => document.body.insertAdjacentHTML('beforeend', "
                         "'<img src=\"data:,\" width=\"2000\" height=\"9\">')")
    words = " ".join(flaws(person, "/console", "planted"))
    missed += [f"{rule} was not found" for rule in ("image-alt", "wider than the screen") if not re.search(rule, words)]
    person.leaves()
    person = Person(browser, address, scripts=True, scheme="dark", screen=paper.PAPER)
    person.signs_in(hotline.make_token("administrator"))
    missed += paper.missed(person)
    person.leaves()
    return missed


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("hotlined")
    parser.add_argument("hotlinectl")
    parser.add_argument("--chromium", default=CHROMIUM)
    parser.add_argument("--screenshots", metavar="DIR", help="keep a picture of each page there")
    parser.add_argument("--self-check", action="store_true", help="see that what is wrong is found")
    arguments = parser.parse_args()
    arguments.hotlined, arguments.hotlinectl = map(os.path.abspath, (arguments.hotlined, arguments.hotlinectl))
    if arguments.screenshots:
        os.makedirs(arguments.screenshots, exist_ok=True)
    return arguments


if __name__ == "__main__":
    sys.exit(main())
