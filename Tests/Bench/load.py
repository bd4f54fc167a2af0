"""The load: wrk, at so many connections, for so many seconds."""

import json
import os
import subprocess

from processes import ENVIRONMENT
from server import NUMBER

SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "load.lua")
# A thread's calls that are open at once: more than it has requests under way, so that no end overtakes its beginning.
OPEN_CALLS = 300


def calls(server, connections, seconds, families=None):
    """What came of it when gateways report calls; nothing may be refused."""
    return _wrk(server, "/gateway/bench", connections, seconds,
                server.token, NUMBER, str(OPEN_CALLS), *(families or server.families()))


def static_replies(server, connections, seconds):
    return _wrk(server, "/livez", connections, seconds)


def _wrk(server, path, connections, seconds, *arguments):
    threads = min(2, os.cpu_count() or 1, connections)
    done = subprocess.run(
        ["wrk", "-t", str(threads), "-c", str(connections), "-d", f"{seconds}s", "--timeout", "5s", "-s", SCRIPT,
         f"http://127.0.0.1:{server.port}{path}", "--", *arguments],
        env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=seconds + 20, check=False)
    found = [line for line in done.stdout.splitlines() if line.startswith("BENCH ")]
    if done.returncode != 0 or not found:
        raise RuntimeError(f"wrk: exit {done.returncode}: {done.stderr.strip() or done.stdout.strip()}")
    result = json.loads(found[0].removeprefix("BENCH "))
    result["rate"] = result["requests"] / (result["microseconds"] / 1e6)
    if result["refused"] or result["failed"] or not result["requests"]:
        raise RuntimeError(f"the run is invalid: of {result['requests']} requests to {path} {result['refused']} were "
                           f"refused and {result['failed']} failed, see {server.folder}/hotlined.log")
    return result
