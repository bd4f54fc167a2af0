"""The figures: each measures something, and what limits it in the same run."""

import dataclasses
import functools
import json
import os
import statistics
import subprocess
import time

import asking
import limits
import load
from processes import ENVIRONMENT
from server import NUMBER, Server

STARTS = 20
ALTERNATIONS = 5
LOAD_SECONDS = 4
STATIC_SECONDS = 2
IDLE_SECONDS = 3
DECISION_SECONDS_MAX = 120
DECISION_ROUNDS = 3
# Families, and calls that are open meanwhile.
LARGE_LINE, SMALL_LINE = (100_000, 1000), (400, 0)
DECISION_MICROSECONDS_MAX, DECISION_TIMES_MAX = 5, 1.3
CALLS_OPEN, CALLS_TIMED, CALLS_OPEN_TIMES_MAX = 1000, 1000, 2
BYTES_OF_AN_EVENT_MIN = 100
FIGURES = {}


@dataclasses.dataclass
class Figure:
    """A value and the limit it is held against, both in `unit`, and the target."""

    name: str
    value: float
    unit: str
    limit_name: str
    limit: float
    target: str
    met: bool
    notes: str = ""
    details: dict = dataclasses.field(default_factory=dict)

    @property
    def ratio(self):
        return self.value / self.limit

    def line(self):
        return (f"{self.name:<10}  {_short(self.value)} {self.unit:<8}  "
                f"{f'{self.limit_name} {_short(self.limit)} {self.unit}':<30}  ratio {_short(self.ratio):<5}  "
                f"target {self.target:<8}  {'met' if self.met else 'MISSED':<6}  ({self.notes})")

    def document(self):
        return {**dataclasses.asdict(self), "ratio": self.ratio}


def _short(value):
    """Some four digits of it."""
    return f"{value:.0f}" if value >= 1000 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def figure(name, *tools):
    """Names a figure and the programs that it needs besides the daemon."""
    def keep(function):
        FIGURES[name] = (function, tools)
        return function
    return keep


class Bench:
    """A run: where it works, what it measures, and the limits, each measured once when it is first wanted."""

    def __init__(self, folder, hotlined):
        self.folder = folder
        self.hotlined = hotlined
        self._folders = 0

    def beside(self, name):
        """Another program of the same build."""
        return os.path.join(os.path.dirname(self.hotlined), name)

    def new_folder(self):
        self._folders += 1
        folder = os.path.join(self.folder, str(self._folders))
        os.mkdir(folder, 0o750)
        return folder

    def new_server(self):
        return Server(self.new_folder(), self.hotlined)

    @functools.cached_property
    def sync(self):
        return limits.sync_milliseconds(self.folder)

    @functools.cached_property
    def version(self):
        return limits.version_milliseconds(self.hotlined)

    @functools.cached_property
    def version_memory(self):
        return limits.version_memory(self.hotlined)


@figure("start")
def start(bench):
    """From starting the program to READY, with a log that is there, as after an update."""
    server = bench.new_server()
    taken = []
    try:
        for _ in range(STARTS + 1):
            taken.append(server.start() * 1000)
            server.stop()
    finally:
        server.remove()
    first, taken = taken[0], taken[1:]
    median = statistics.median(taken)
    return Figure(
        "start", median, "ms", "hotlined --version", bench.version, "< 100 ms", median < 100,
        f"slowest of {STARTS} {max(taken):.1f} ms, with a new log {first:.1f} ms",
        {"milliseconds": taken, "first": first})


@figure("memory")
def memory(bench):
    """Idle: three seconds after READY, and three seconds after a call."""
    server = bench.new_server()
    try:
        server.start()
        time.sleep(IDLE_SECONDS)
        before = server.memory()
        one_call(server)
        time.sleep(IDLE_SECONDS)
        after = server.memory()
        server.stop()
    finally:
        server.remove()
    resident = max(before[0], after[0])
    return Figure(
        "memory", resident, "MB", "hotlined --version", bench.version_memory, "< 45 MB", resident < 45,
        f"RSS {before[0]:.1f} after READY, {after[0]:.1f} after a call; PSS {before[1]:.1f}, {after[1]:.1f}",
        {"ready": {"rss": before[0], "pss": before[1]}, "after_call": {"rss": after[0], "pss": after[1]}})


def one_call(server):
    reply = server.send("m1", type="call.incoming", call="m", to=load.NUMBER, **{"from": server.families()[0]})
    leg = reply["targets"][0]["leg"]
    server.send("m2", type="leg.answered", call="m", leg=leg)
    server.send("m3", type="leg.accepted", call="m", leg=leg)
    server.send("m4", type="call.ended", call="m", by="caller")


@figure("webhook-16", "wrk")
def webhook_16(bench):
    return webhook(bench, 16, 0.45)


@figure("webhook-64", "wrk")
def webhook_64(bench):
    return webhook(bench, 64, 0.65)


def webhook(bench, connections, least):
    """The rate of answered events with the log, in terms of the same server's rate without one: the median of
    pairs, each of two runs one after the other, for the machine's own pace changes by the minute."""
    runs = {True: [], False: []}
    for _ in range(ALTERNATIONS):
        for has_log in runs:
            runs[has_log].append(webhook_run(bench, connections, has_log))
    ratio = statistics.median(
        logged["rate"] / unlogged["rate"] for logged, unlogged in zip(runs[True], runs[False]))
    logged = statistics.median(run["rate"] for run in runs[True])
    unlogged = logged / ratio
    static = static_rate(bench, connections)
    p50, p99 = (statistics.median(run[key] for run in runs[True]) for key in ("p50_ms", "p99_ms"))
    missed_log = sum(run["log_failures"] for run in runs[True])
    return Figure(
        f"webhook-{connections}", logged, "events/s", "without a log", unlogged,
        f">= {least:.0%}", ratio >= least,
        f"p50 {p50:.1f} ms, p99 {p99:.1f} ms; static reply {static:.0f}/s; fdatasync {bench.sync:.2f} ms, "
        f"{1000 / bench.sync:.0f}/s" + (f"; {missed_log:.0f} events missed the log's deadline" if missed_log else ""),
        {"with_log": runs[True], "without_log": runs[False], "static_per_s": static, "sync_ms": bench.sync})


def webhook_run(bench, connections, has_log):
    server = bench.new_server()
    try:
        server.start(*([] if has_log else ["--without-log"]))
        empty = log_bytes(server)
        result = load.calls(server, connections, LOAD_SECONDS)
        result["log_failures"] = server.metrics().get("hotline_log_failures_total", 0)
        server.stop()
        result["bytes_of_an_event"] = (log_bytes(server) - empty) / result["requests"]
    finally:
        server.remove()
    if has_log != (result["bytes_of_an_event"] >= BYTES_OF_AN_EVENT_MIN):
        raise RuntimeError(f"the run is invalid: {'with' if has_log else 'without'} a log the state directory grew by "
                           f"{result['bytes_of_an_event']:.0f} bytes an event, see {server.folder}")
    return result


def log_bytes(server):
    return sum(entry.stat().st_size for entry in os.scandir(server.state) if entry.name.startswith("calls.sqlite"))


def static_rate(bench, connections):
    server = bench.new_server()
    try:
        server.start()
        rate = load.static_replies(server, connections, STATIC_SECONDS)["rate"]
        server.stop()
        return rate
    finally:
        server.remove()


@figure("post-dial", "kamailio", "sipp")
def post_dial(bench):
    """What a caller waits longer for the ringing, because of Kamailio and the daemon behind it."""
    binaries = (bench.hotlined, bench.beside("hotlinectl"))
    straight, through = asking.delays(bench.new_folder(), binaries)
    alone = asking.delays_without_asking(bench.new_folder(), binaries)
    medians = {"straight_ms": straight, "through_ms": through, "kamailio_alone_ms": alone}
    medians = {name: statistics.median(values) for name, values in medians.items()}
    added = medians["through_ms"] - medians["kamailio_alone_ms"]
    p95 = statistics.quantiles(through, n=20)[-1]
    return Figure(
        "post-dial", added, "ms", "fdatasync", bench.sync, "< 5 ms", added < 5,
        f"medians: straight to the phone {medians['straight_ms']:.2f} ms, Kamailio without asking "
        f"{medians['kamailio_alone_ms']:.2f} ms, Kamailio and daemon {medians['through_ms']:.2f} ms, p95 {p95:.2f} ms",
        {**medians, "through_p95_ms": p95, "through_max_ms": max(through), "calls": len(through)})


@figure("decision")
def decision(bench):
    """One event decided and taken up in process, of a whole call: a national line with calls open, and a small one."""
    large, small = (_decisions(bench, families, opened) for families, opened in (LARGE_LINE, SMALL_LINE))
    median, times = large["median_us"], large["median_us"] / small["median_us"]
    return Figure(
        "decision", median, "us", f"{SMALL_LINE[0]} families", small["median_us"],
        f"< {DECISION_MICROSECONDS_MAX} us, <= {DECISION_TIMES_MAX}x",
        median < DECISION_MICROSECONDS_MAX and times <= DECISION_TIMES_MAX,
        f"{LARGE_LINE[0]} families, {LARGE_LINE[1]} calls open; p99 {large['p99_us']:.1f} us; call.incoming alone, which "
        f"makes the plan, {large['incoming_us']:.1f} us, small {small['incoming_us']:.1f} us", {"large": large, "small": small})


def _decisions(bench, families, opened):
    program = bench.beside("HotlineBench")
    if not os.access(program, os.X_OK):
        raise RuntimeError("not built: HotlineBench")
    found = []
    for _ in range(DECISION_ROUNDS):
        done = subprocess.run(
            [program, "decision", str(families), str(opened)], env=ENVIRONMENT, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=DECISION_SECONDS_MAX, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"HotlineBench decision: exit {done.returncode}: {done.stderr.strip()}")
        found.append(json.loads(done.stdout))
    return {key: statistics.median(each[key] for each in found) for key in found[0]}


@figure("open-calls")
def open_calls(bench):
    """The next event's slowest replies while a thousand calls are open, in terms of those of an idle daemon."""
    server = Server(bench.new_folder(), bench.hotlined)
    try:
        server.start()
        families = server.families()
        idle = _call_times(server, "idle", families)
        for number in range(CALLS_OPEN):
            server.send(f"open-{number}", type="call.incoming", call=f"open-{number}", to=NUMBER,
                        **{"from": families[number % len(families)]})
        busy = _call_times(server, "busy", families)
        still = server.metrics()["hotline_calls_open"]
        server.stop()
    finally:
        server.remove()
    if still < CALLS_OPEN:
        raise RuntimeError(f"only {still:.0f} calls were open")
    p99 = {name: statistics.quantiles(times, n=100)[98] for name, times in (("idle", idle), ("busy", busy))}
    return Figure(
        "open-calls", p99["busy"], "ms p99", "idle", p99["idle"], f"<= {CALLS_OPEN_TIMES_MAX}x",
        p99["busy"] <= CALLS_OPEN_TIMES_MAX * p99["idle"],
        f"{CALLS_OPEN} calls open; medians {statistics.median(busy):.2f} and {statistics.median(idle):.2f} ms; "
        f"{len(busy)} events each, at one connection")


def _call_times(server, name, families):
    """Milliseconds of each event of calls that begin and end, one after the other."""
    times = []
    for number in range(CALLS_TIMED):
        call = f"{name}-{number}"
        for type_, members in (("call.incoming", {"from": families[number % len(families)], "to": NUMBER}),
                               ("call.ended", {"by": "caller"})):
            begun = time.perf_counter()
            server.send(f"{call}-{len(times)}", type=type_, call=call, **members)
            times.append(1000 * (time.perf_counter() - begun))
    return times
