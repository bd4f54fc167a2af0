"""Figures of a log of ten million calls: how fast it is asked, written and copied, and how large it is."""

import datetime
import functools
import http.client
import json
import os
import socket
import sqlite3
import statistics
import subprocess
import threading
import time

import years
from figures import Bench, Figure, figure
from processes import ENVIRONMENT
from server import NUMBER, Server

CALLS = int(os.environ.get("HOTLINE_BENCH_CALLS", "10000000"))
YEARS, SEED = 10, 1
REPORTS, PAGES, APPENDS = 3, 40, 1500
REPORT_SECONDS_MAX, PAGE_MILLISECONDS_MAX, MEMORY_MEGABYTES_MAX = 2, 20, 150
APPEND_TIMES_MAX, BACKUP_TIMES_MAX, BYTES_OF_A_CALL_MAX = 1.2, 2, 1500
EVENTS_OF_A_CALL = 8
BACKUP_SECONDS_MAX = 3600


class _Socket(http.client.HTTPConnection):
    """HTTP on the control socket."""

    def __init__(self, path):
        super().__init__("localhost", timeout=60)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(60)
        self.sock.connect(self.path)


def ask(server, path):
    """Seconds, and the reply."""
    connection = _Socket(os.path.join(server.runtime, "control.sock"))
    try:
        begun = time.perf_counter()
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read()
        taken = time.perf_counter() - begun
    finally:
        connection.close()
    if response.status != 200:
        raise RuntimeError(f"{path} was answered with {response.status}: {body[:300]!r}")
    return taken, json.loads(body)


@functools.cache
def grown(hotlined, folder):
    """A daemon's folder with a log of so many years, made once for all figures of a run."""
    server = Server(folder, hotlined)
    ready = os.environ.get("HOTLINE_BENCH_LOG")
    if not ready:
        server.start()
        years.place_templates(server, SEED)
        server.stop()
        years.grow(_path(server), CALLS, YEARS, round(time.time() * 1000), SEED)
    else:
        os.makedirs(server.state, mode=0o750, exist_ok=True)
        os.link(ready, _path(server))
    return server


def _path(server):
    return os.path.join(server.state, "calls.sqlite")


def large(bench):
    shared = os.path.join(os.path.dirname(bench.folder), "years")
    os.makedirs(shared, mode=0o750, exist_ok=True)
    return grown(bench.hotlined, shared)


def _calls(server):
    return years.count(_path(server), "SELECT count(*) FROM call")[0]


@figure("log-report")
def log_report(bench: Bench):
    """A whole year's report, asked as the terminal asks for it."""
    server = large(bench)
    year = datetime.date.today().year - 2
    span = f"from={year}-01-01&to={year + 1}-01-01"
    server.start()
    try:
        taken = [ask(server, f"/api/v1/reports?{span}") for _ in range(REPORTS)]
        memory = server.memory()[0]
        peak = _peak(server)
        server.stop()
    finally:
        server.end()
    offered = next(each for each in taken[0][1]["figures"] if each["figure"] == "offered")["value"]
    scan = _scan(_path(server), year)
    median = statistics.median(seconds for seconds, _ in taken)
    return Figure(
        "log-report", median, "s", "reading the rows alone", scan, f"< {REPORT_SECONDS_MAX} s", median < REPORT_SECONDS_MAX,
        f"{offered:.0f} calls of {_calls(server)}; first {taken[0][0]:.2f} s; RSS {memory:.0f} MB, at most {peak:.0f} MB",
        {"seconds": [seconds for seconds, _ in taken], "offered": offered, "memory_mb": memory, "peak_mb": peak})


def _peak(server):
    with open(f"/proc/{server.process.popen.pid}/status", encoding="ascii") as file:
        for line in file:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    raise RuntimeError("/proc has no VmHWM")


def _scan(path, year):
    """Seconds to read a year's rows of calls and promises by SQLite alone, in one thread."""
    log = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        begun = time.perf_counter()
        log.execute(
            "SELECT sum(length(c.outcome) + length(c.family_key) + length(c.began_at) + length(c.answered_at) + c.legs "
            "+ coalesce(length(m.deadline), 0)) FROM call c LEFT JOIN follow_up m ON m.call_id = c.call_id "
            "AND m.kind = 'promise' WHERE c.rehearsal = 0 AND c.began >= ? AND c.began < ? ORDER BY c.began",
            (f"{year}-01-01", f"{year + 1}-01-01")).fetchone()
        return time.perf_counter() - begun
    finally:
        log.close()


@figure("log-page")
def log_page(bench: Bench):
    """The slowest kind of page: each kind of list, deep into it."""
    server = large(bench)
    server.start()
    try:
        institution = years.count(_path(server), "SELECT institution FROM call WHERE institution LIKE 'institution-%' LIMIT 1")[0]
        paths = {
            "all": "/api/v1/calls?limit=100", "institution": f"/api/v1/calls?limit=100&institution={institution}",
            "failed": "/api/v1/calls?limit=100&outcome=failed", "open": "/api/v1/calls?limit=100&state=open",
            "past": "/api/v1/calls?limit=100&from=2021-01-01T00:00:00Z&to=2021-06-01T00:00:00Z",
            "follow-ups": "/api/v1/follow-ups?limit=100", "all follow-ups": "/api/v1/follow-ups?limit=100&state=all",
            "access log": "/api/v1/access-log?limit=100",
        }
        times = {}
        for name, path in paths.items():
            after, found = "", []
            for _ in range(PAGES):
                taken, page = ask(server, path + after)
                found.append(taken * 1000)
                if not page["next"]:
                    break
                after = f"&after={page['next']}"
            times[name] = found
        memory = server.memory()[0]
        static = statistics.median(ask(server, "/api/v1/note-codes")[0] for _ in range(100)) * 1000
        server.stop()
    finally:
        server.end()
    slowest = {name: max(found) for name, found in times.items()}
    worst = max(slowest.values())
    return Figure(
        "log-page", worst, "ms", "a reply without the log", static, f"<= {PAGE_MILLISECONDS_MAX} ms",
        worst <= PAGE_MILLISECONDS_MAX,
        "slowest page of 100 rows: " + ", ".join(f"{name} {value:.1f} ms" for name, value in slowest.items())
        + f"; RSS {memory:.0f} MB", {"milliseconds": times, "memory_mb": memory})


@figure("log-append")
def log_append(bench: Bench):
    """An event's reply, the event on disk, in terms of the same with an empty log; in turns."""
    aged, small = large(bench), bench.new_server()
    times = {"large": [], "small": []}
    servers = {"large": aged, "small": small}
    try:
        for server in servers.values():
            server.start()
        families = small.families()
        for number in range(APPENDS):
            for name, server in servers.items():
                begun = time.perf_counter()
                server.send(f"a-{time.time_ns()}", type="call.incoming", call=f"a-{time.time_ns()}", to=NUMBER,
                            **{"from": families[number % len(families)]})
                times[name].append((time.perf_counter() - begun) * 1000)
        for server in servers.values():
            server.stop()
    finally:
        aged.end()
        small.remove()
    medians = {name: statistics.median(found) for name, found in times.items()}
    ratio = medians["large"] / medians["small"]
    return Figure(
        "log-append", medians["large"], "ms", "an empty log", medians["small"], f"<= {APPEND_TIMES_MAX}x",
        ratio <= APPEND_TIMES_MAX, f"{APPENDS} events each, one at a time; fdatasync {bench.sync:.2f} ms", times)


@figure("log-size")
def log_size(bench: Bench):
    """What a call of eight events takes on disk, replies and deliveries older than a week forgotten."""
    server = bench.new_server()
    path = _path(server)
    calls = 20_000
    try:
        server.start()
        years.place_templates(server, SEED)
        server.stop()
        years.grow(path, calls, YEARS, round(time.time() * 1000), SEED, events_of=YEARS * 366,
                   families=calls // 500, has_duty=False)
        empty = 300_000
        events = years.count(path, "SELECT count(*) FROM event")[0]
        received = years.count(path, "SELECT avg(length(body)) FROM event_private")[0] * EVENTS_OF_A_CALL
    finally:
        server.remove()
    each = (years.size(path) - empty) / events * EVENTS_OF_A_CALL
    return Figure(
        "log-size", each, "bytes", "what gateways sent", received, f"< {BYTES_OF_A_CALL_MAX} bytes",
        each < BYTES_OF_A_CALL_MAX,
        f"{calls} calls with {events / calls:.1f} events each, in terms of {EVENTS_OF_A_CALL}; "
        "numbers and texts of the last 90 days only")


@figure("log-backup")
def log_backup(bench: Bench):
    """The slowest replies while a copy of the log is made, in terms of those before."""
    server = large(bench)
    families = server.families()
    server.start()
    try:
        before = [_append(server, families, number) for number in range(APPENDS)]
        copy = os.path.join(bench.folder, "copy.sqlite")
        done = {}

        def run():
            begun = time.perf_counter()
            done["result"] = subprocess.run(
                [bench.beside("hotlinectl"), "log", "backup", "--config", os.path.join(server.folder, "hotlined.yaml"),
                 "--to", copy], env=ENVIRONMENT, capture_output=True, text=True, timeout=BACKUP_SECONDS_MAX, check=False)
            done["seconds"] = time.perf_counter() - begun

        thread = threading.Thread(target=run)
        thread.start()
        during = []
        while thread.is_alive() and len(during) < 1_000_000:
            during.append(_append(server, families, APPENDS + len(during)))
        thread.join()
        memory = _peak(server)
        server.stop()
    finally:
        server.end()
    if done["result"].returncode != 0:
        raise RuntimeError(f"log backup: exit {done['result'].returncode}: {done['result'].stderr.strip()}")
    size = os.path.getsize(copy)
    os.unlink(copy)
    p99 = [statistics.quantiles(found, n=100)[98] for found in (during, before)]
    return Figure(
        "log-backup", p99[0], "ms p99", "without a copy", p99[1], f"<= {BACKUP_TIMES_MAX}x", p99[0] <= BACKUP_TIMES_MAX * p99[1],
        f"{size / 1e9:.1f} GB copied and checked in {done['seconds']:.0f} s, {len(during)} events meanwhile, slowest "
        f"{max(during):.0f} ms; RSS at most {memory:.0f} MB", {"before": before, "during": during, "peak_mb": memory})


def _append(server, families, number):
    """Milliseconds of an event's reply: in turns a call begins, and ends, so that none is left open."""
    begun = time.perf_counter()
    if number % 2 == 0:
        server.send(f"b-{time.time_ns()}", type="call.incoming", call=f"b-{number}", to=NUMBER,
                    **{"from": families[number // 2 % len(families)]})
    else:
        server.send(f"b-{time.time_ns()}", type="call.ended", call=f"b-{number - 1}", by="caller")
    return (time.perf_counter() - begun) * 1000
