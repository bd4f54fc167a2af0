#!/usr/bin/env python3
"""Holds /metrics of a running daemon to Prometheus's format, and what is shipped around it to /metrics.

The page is checked by promtool and read strictly; no family, professional or number stands in it. Every metric and
every value of a label that the alerts and the dashboard ask for must be told; every alarm must have its alert, every
alert its tests, and every metric and alert its line in docs/monitoring.md.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

import yaml

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "Tests" / "API"))

from exposition import Exposition, asked_for, flaws_of  # noqa: E402
from hotline import ROSTER, Hotline  # noqa: E402

RULES = REPOSITORY / "config/prometheus/akuttelefon.rules.yaml"
CONFIGURATION = REPOSITORY / "config/prometheus/prometheus.yaml"
RULE_TESTS = REPOSITORY / "Tests/Metrics/akuttelefon.rules.test.yaml"
DASHBOARD = REPOSITORY / "config/grafana/akuttelefon.json"
MANUALS = [REPOSITORY / "docs/monitoring.md", REPOSITORY / "docs/gateways.md"]

PATIENCE_SECONDS = 20
# Labels whose values are all told from the start on.
CLOSED = {"code", "outcome", "reason", "place", "spool", "le"}
# A reminder wakes nobody: its owner is told.
WITHOUT_ALERT = {"callback-due"}


def promtool(*arguments, text=None):
    """What it finds wrong; None where nothing is."""
    done = subprocess.run(["promtool", *map(str, arguments)], input=text, capture_output=True, text=True, timeout=120,
                          check=False)
    said = (done.stdout + done.stderr).strip()
    # Of metrics it says something only where something is wrong.
    is_well = done.returncode == 0 and not (arguments[:2] == ("check", "metrics") and said)
    return None if is_well else f"promtool {' '.join(map(str, arguments))}: {said}"


def scrape(hotline):
    """The page once the daemon has looked at everything, after a call of every kind and a forged one."""
    hotline.place_calls()
    hotline.ask("POST", "/gateway/canonical", body=b"{}", headers={
        "webhook-id": "d-forged", "webhook-timestamp": str(int(time.time())), "webhook-signature": "v1,AAAA"})
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        reply = hotline.ask("GET", "/metrics")
        text = reply.text
        looked = all(f"\n{name} " in text for name in ("hotline_coverage_lines_unfilled", "hotline_self_check_age_seconds"))
        if looked or time.monotonic() > end:
            return reply, text
        time.sleep(0.2)


def check_page(reply, text, page):
    """Format, promtool, figures, and that nobody stands in it."""
    yield promtool("check", "metrics", text=text)
    yield from page.flaws
    type_ = reply.headers.get("content-type")
    if type_ != "text/plain; version=0.0.4; charset=utf-8":
        yield f"/metrics is of type {type_}"
    for name, least in [("hotline_calls_offered_total", 5), ("hotline_calls_open", 1), ("hotline_call_wait_seconds_count", 1),
                        ("hotline_legs_rung_total", 4), ("hotline_promises_total", 1), ("hotline_reply_seconds_count", 5),
                        ("hotline_log_commit_seconds_count", 14), ("process_open_fds", 3),
                        ("process_resident_memory_bytes", 1e6)]:
        value = page.value(name)
        if value is None or value < least:
            yield f"{name} is {value} after the calls, {least} at least were expected"
    # Figures may have any digits.
    told = re.sub(r"^([^#].*) \S+$", r"\1", text, flags=re.MULTILINE)
    roster = yaml.safe_load(ROSTER)
    for kind in ("families", "professionals", "contacts"):
        for id_, entry in roster[kind].items():
            for secret in [id_, entry["name"], *entry["phones"], entry.get("pin", id_)]:
                if re.search(rf"\b{re.escape(secret)}\b", told) or secret.replace(" ", "").lstrip("+") in told:
                    yield f"{secret} stands in /metrics"


def check_readiness(hotline):
    """The shape that programs read."""
    readiness = hotline.ask("GET", "/readyz").json
    if sorted(readiness) != ["codes", "promises", "reasons", "state"]:
        yield f"/readyz has {sorted(readiness)}"
    elif len(readiness["codes"]) != len(readiness["reasons"]):
        yield f"/readyz has {readiness['codes']} for {readiness['reasons']}"
    if hotline.ask("GET", "/livez").text != "ok\n":
        yield "/livez is not ok"


def alerts():
    groups = yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"]
    return {rule["alert"]: rule for group in groups for rule in group["rules"]}


def check_alerts(page, rules, tests):
    yield promtool("check", "rules", RULES)
    yield promtool("check", "config", CONFIGURATION)
    yield promtool("test", "rules", RULE_TESTS)
    mirrored = set()
    for name, rule in rules.items():
        for flaw in flaws_of(rule["expr"], page, CLOSED):
            yield f"alert {name}: {flaw}"
        if not {"summary", "description"} <= rule["annotations"].keys() or "severity" not in rule["labels"]:
            yield f"alert {name} has no summary, description or severity"
        for metric, matchers in asked_for(rule["expr"]):
            if metric == "hotline_alarms":
                mirrored |= {value for label, _, text in matchers if label == "code" for value in text.split("|")}
    for code in page.values("hotline_alarms", "code") - mirrored - WITHOUT_ALERT:
        yield f"the alarm {code} has no alert"
    tested = set(re.findall(r'alertname="(\w+)"', tests))
    for name in rules.keys() - tested:
        yield f"alert {name} has no test in {RULE_TESTS.name}"


def check_dashboard(page, dashboard, folder):
    expressions = [target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", [])]
    expressions += [re.sub(r"label_values\((\w+),.*", r"\1", variable["query"]["query"])
                    for variable in dashboard["templating"]["list"] if variable["type"] == "query"]
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in dashboard["panels"]]
    if len(set(places)) != len(places) or len({panel["id"] for panel in dashboard["panels"]}) != len(places):
        yield "dashboard: two panels at one place, or of one id"
    for expression in expressions:
        for flaw in flaws_of(expression, page, CLOSED):
            yield f"dashboard: {flaw}: {expression}"
    # promtool reads expressions of rules only.
    rules = [{"record": f"dashboard:{number}", "expr": expression} for number, expression in enumerate(expressions)]
    file = pathlib.Path(folder) / "dashboard.rules.yaml"
    file.write_text(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}), encoding="utf-8")
    yield promtool("check", "rules", file)


def check_manuals(page, rules):
    manual, *others = (path.read_text(encoding="utf-8") for path in MANUALS)
    for name in page.families:
        if f"`{name}`" not in manual:
            yield f"docs/monitoring.md does not tell of {name}"
    for name in rules:
        if f"`{name}`" not in manual:
            yield f"docs/monitoring.md does not say what to do for {name}"
    for code in page.values("hotline_alarms", "code"):
        if not any(f"`{code}`" in text for text in [manual, *others]):
            yield f"no manual tells of the alarm {code}"
    known = {family.name for family in page.families.values()} | page.names
    for name in set(re.findall(r"`((?:hotline|process)_[a-z_]+)`", manual)) - known:
        yield f"docs/monitoring.md tells of {name}, which nobody tells"


def check_self():
    """Each planted flaw must be found: a check that finds nothing proves nothing."""
    good = ("# HELP a_total A.\n# TYPE a_total counter\na_total{b=\"c\"} 1\n"
            "# HELP d_seconds D.\n# TYPE d_seconds histogram\nd_seconds_bucket{le=\"1\"} 1\n"
            "d_seconds_bucket{le=\"+Inf\"} 2\nd_seconds_sum 3\nd_seconds_count 2\n")
    page = Exposition(good)
    assert page.flaws == [], page.flaws
    assert page.names == {"a_total", "d_seconds_bucket", "d_seconds_sum", "d_seconds_count"}
    for old, new in [("# TYPE a_total counter\n", ""), ("# HELP a_total A.\n", ""), ('{b="c"}', "{b=c}"), ("} 1\n#", "} one\n#"),
                     ('le="+Inf"} 2', 'le="+Inf"} 3'), ('le="1"} 1', 'le="1"} 5'), ("d_seconds_count 2\n", "e 2\n"),
                     ("d_seconds_sum 3\n", "d_seconds_sum 3\nd_seconds_sum 3\n"), ("count 2\n", "count 2")]:
        assert old in good and Exposition(good.replace(old, new)).flaws, f"planted and not found: {new!r} for {old!r}"
    asked = ('sum by (b) (rate(a_total{b=~"c|x", instance=~"$instance"}[5m])) / ignoring (le) d_seconds_count'
             ' > 1e9 and on (job) up{job="a_total"} offset 1h or time() - missing_seconds')
    assert [name for name, _ in asked_for(asked)] == ["a_total", "d_seconds_count", "up", "missing_seconds"], asked_for(asked)
    assert flaws_of(asked, page, {"b"}) == ['a_total is never told with b="x"', "no metric missing_seconds"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("hotlined", type=pathlib.Path)
    parser.add_argument("hotlinectl", type=pathlib.Path)
    arguments = parser.parse_args()
    for program in (arguments.hotlined, arguments.hotlinectl):
        if not os.access(program, os.X_OK):
            print(f"{program} is no program: build the project first", file=sys.stderr)
            return 64
    if shutil.which("promtool") is None:
        print("promtool is missing: install Debian's package prometheus", file=sys.stderr)
        return 64
    check_self()
    folder = tempfile.mkdtemp(prefix="akuttelefon-metrics-")
    hotline = Hotline(folder, arguments.hotlined.resolve(), arguments.hotlinectl.resolve())
    try:
        hotline.start()
        reply, text = scrape(hotline)
        page, rules = Exposition(text), alerts()
        dashboard = json.loads(DASHBOARD.read_text(encoding="utf-8"))
        found = [*check_page(reply, text, page), *check_readiness(hotline),
                 *check_alerts(page, rules, RULE_TESTS.read_text(encoding="utf-8")),
                 *check_dashboard(page, dashboard, folder), *check_manuals(page, rules)]
    finally:
        hotline.stop()
        shutil.rmtree(folder, ignore_errors=True)
    flaws = [flaw for flaw in found if flaw is not None]
    for flaw in flaws:
        print(flaw, file=sys.stderr)
    print(f"{len(page.families)} metrics, {len(rules)} alerts, {len(dashboard['panels'])} panels, {len(flaws)} flaws")
    return 1 if flaws else 0


if __name__ == "__main__":
    sys.exit(main())
