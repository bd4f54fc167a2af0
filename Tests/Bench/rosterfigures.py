"""The roster's figures: a national line read, checked, asked and planned, and taken while calls go on."""

import json
import math
import os
import shutil
import statistics
import subprocess
import threading
import time

import bigroster
import load
from figures import FIGURES, Figure, figure
from processes import ENVIRONMENT
from server import Server

FAMILIES, PROFESSIONALS, INSTITUTIONS = 100_000, 10_000, 500
SHARES = (8, 4, 2, 1)
ROUNDS = 5
READ_TIMES_MAX, READ_SECONDS_MAX = 3, 5
PEAK_MEGABYTES_MAX, AFTER_MEGABYTES_MAX = 400, 150
WHO_NANOSECONDS_MAX, WHO_TIMES_MAX = 1000, 1.3
PLAN_SECONDS_MAX = 2
GROWTH_MAX = 1.15
RELOADS = 3
SECONDS_MAX = 120


def program(bench, *words):
    done = subprocess.run(words, env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=SECONDS_MAX, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(words)}: exit {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def roster_of(bench, share):
    """A roster of a share of the national line; made once a run."""
    made = bench.__dict__.setdefault("rosters", {})
    if share not in made:
        folder = os.path.join(bench.folder, f"roster-{share}")
        bigroster.write(folder, FAMILIES // share, PROFESSIONALS // share, INSTITUTIONS // share)
        made[share] = folder
    return made[share]


def measured(bench, folder, rounds=ROUNDS):
    """The medians of what HotlineBench tells of a roster, each round a process of its own."""
    found = [json.loads(program(bench, bench.beside("HotlineBench"), "roster", folder)) for _ in range(rounds)]
    return {key: statistics.median(each[key] for each in found) for key in found[0]}


def composed(bench, folder):
    return statistics.median(
        json.loads(program(bench, bench.beside("HotlineBench"), "compose", folder))["compose_s"] for _ in range(ROUNDS))


@figure("roster-read")
def roster_read(bench):
    """Read, checked and ready, in terms of what Yams alone takes for the YAML of it."""
    folder = roster_of(bench, 1)
    alone = composed(bench, folder)
    found = measured(bench, folder)
    ready = found["read_s"] + found["expand_s"]
    return Figure(
        "roster-read", ready, "s", "Yams.compose alone", alone, f"<= {READ_TIMES_MAX}x",
        ready <= READ_TIMES_MAX * alone and ready < READ_SECONDS_MAX,
        f"{FAMILIES} families, {PROFESSIONALS} professionals, {found['lines']:.0f} lines", found)


@figure("roster-memory")
def roster_memory(bench):
    found = measured(bench, roster_of(bench, 1), rounds=3)
    small = measured(bench, roster_of(bench, 250), rounds=3)
    peak, after = found["peak_mb"], found["after_mb"]
    return Figure(
        "roster-memory", after, "MB", "a roster of 400 families", small["after_mb"],
        f"< {AFTER_MEGABYTES_MAX} MB", peak < PEAK_MEGABYTES_MAX and after < AFTER_MEGABYTES_MAX,
        f"peak {peak:.0f} MB, asked < {PEAK_MEGABYTES_MAX} MB", found)


@figure("who")
def who(bench):
    """Asking who fills a line, in terms of a small roster's."""
    found = measured(bench, roster_of(bench, 1))
    small = measured(bench, roster_of(bench, 250))
    times = found["who_ns"] / small["who_ns"]
    return Figure(
        "who", found["who_ns"], "ns", "6 lines", small["who_ns"], f"<= {WHO_TIMES_MAX}x",
        found["who_ns"] < WHO_NANOSECONDS_MAX and times <= WHO_TIMES_MAX, f"asked < {WHO_NANOSECONDS_MAX} ns", found)


@figure("year-plan")
def year_plan(bench):
    """A year's plan of all lines as a person gets it: the command, reading and printing included."""
    words = (bench.beside("hotlinectl"), "roster", "plan", roster_of(bench, 1), "--from", "2026-11-22", "--to", "2027-11-22",
             "--format", "json")
    taken = []
    for _ in range(3):
        begun = time.perf_counter()
        printed = program(bench, *words)
        taken.append(time.perf_counter() - begun)
    found = measured(bench, roster_of(bench, 1), rounds=3)
    shifts = sum(len(line["shifts"]) for line in json.loads(printed)["lines"])
    seconds = statistics.median(taken)
    return Figure(
        "year-plan", seconds, "s", "reading the roster", found["read_s"], f"< {PLAN_SECONDS_MAX} s",
        seconds < PLAN_SECONDS_MAX, f"{shifts} shifts; the plan itself {1000 * found['year_plan_s']:.0f} ms", found)


@figure("growth")
def growth(bench):
    """The exponent of cost over size: n log n is 1.1 over these sizes, n squared 2."""
    sizes, costs = [], []
    for share in SHARES:
        found = measured(bench, roster_of(bench, share), rounds=3)
        sizes.append(math.log(FAMILIES / share))
        costs.append(math.log(found["read_s"] + found["expand_s"]))
    mean_size, mean_cost = statistics.mean(sizes), statistics.mean(costs)
    exponent = (sum((size - mean_size) * (cost - mean_cost) for size, cost in zip(sizes, costs))
                / sum((size - mean_size) ** 2 for size in sizes))
    fitted = ", ".join(f"{math.exp(size):.0f}: {math.exp(cost):.2f} s" for size, cost in zip(sizes, costs))
    return Figure("growth", exponent, "exponent", "linear", 1, f"<= {GROWTH_MAX}", exponent <= GROWTH_MAX, fitted)


@figure("reload", "wrk")
def reload(bench):
    """The slowest replies while a roster of 100,000 families is read, checked and swapped, again and again."""
    server = Server(bench.new_folder(), bench.hotlined)
    try:
        shutil.rmtree(os.path.join(server.folder, "roster.d"))
        shutil.copytree(roster_of(bench, 1), os.path.join(server.folder, "roster.d"))
        server.start()
        quiet = load.calls(server, 4, 4, families=["+4510000001", "+4510000002"])
        before = server.metrics().get("hotline_log_failures_total", 0)
        stop = threading.Event()
        changing = threading.Thread(target=change, args=(server, stop))
        changing.start()
        try:
            busy = load.calls(server, 4, 4, families=["+4510000001", "+4510000002"])
        finally:
            stop.set()
            changing.join()
        missed = server.metrics().get("hotline_log_failures_total", 0) - before
        taken = journal(server).count("Roster in force") - 1
        server.stop()
    finally:
        server.remove()
    if taken < 2:
        raise RuntimeError(f"the roster was taken {taken} times during the load, see {server.folder}")
    return Figure(
        "reload", busy["p99_ms"], "ms p99", "without a reload", quiet["p99_ms"], "< 500 ms", busy["p99_ms"] < 500 and not missed,
        f"roster taken {taken} times in 4 s at 4 connections; {busy['rate']:.0f} events/s, without {quiet['rate']:.0f}; "
        f"{missed:.0f} events missed the log's deadline", {"busy": busy, "quiet": quiet})


def change(server, stop):
    for count in range(RELOADS):
        with open(os.path.join(server.folder, "roster.d", "zz.yaml"), "w", encoding="utf-8") as file:
            file.write(f"contacts:\n  c{count}: {{ name: Nr. {count}, phones: [\"+45 00 00 00 21\"] }}\n")
        server.process.signal(1)
        if stop.wait(1.2):
            return


def journal(server):
    with open(os.path.join(server.folder, "hotlined.log"), encoding="utf-8") as file:
        return file.read()


__all__ = ["FIGURES"]
