"""What the log holds, beside what a gateway was told: nothing lost, nothing twice, all in order."""

import collections
import os
import sqlite3
import subprocess

from processes import ENVIRONMENT

# What the daemon, or a person through it, adds to calls.
OWN = ("follow-up.", "call.swept", "call.noted")
FEW = 5
Row = collections.namedtuple("Row", "seq call type delivery spooled")


def rows(state):
    """The events of the log in their order; the daemon may write meanwhile."""
    connection = sqlite3.connect(f"file:{os.path.join(state, 'calls.sqlite')}?mode=ro", uri=True, timeout=5)
    try:
        connection.execute("PRAGMA query_only = ON")
        return [Row(*row) for row in connection.execute("""
            SELECT e.seq, c.call, e.type, d.delivery, e.spooled
            FROM event e JOIN call c ON c.call_id = e.call_id LEFT JOIN delivery d ON d.seq = e.seq
            ORDER BY e.seq""")]
    finally:
        connection.close()


def complaints(logged, calls):
    """What is wrong with a log's rows, in sentences; empty if nothing is."""
    found = []
    by_call = collections.defaultdict(list)
    sent = {event.delivery: (call, event) for call in calls for event in call.events}
    seen = set()
    latest = 0.0
    for row in logged:
        if row.type.startswith(OWN):
            continue
        call, event = sent.get(row.delivery, (None, None))
        if call is None or call.name != row.call or event.type != row.type:
            found.append(f"event {row.seq}, {row.type} of {row.call}, was told more often than it was sent")
            continue
        if row.delivery in seen:
            found.append(f"{row.type} {row.delivery} is doubled")
        seen.add(row.delivery)
        by_call[call.name].append(row.delivery)
        if event.acknowledged and event.acknowledged < latest and not call.is_shaken:
            found.append(f"{row.type} {row.delivery} stands behind an event that was sent after its reply")
        latest = max(latest, event.sent)
    for call in calls:
        order = {event.delivery: place for place, event in enumerate(call.events)}
        places = [order[delivery] for delivery in by_call[call.name]]
        if places != sorted(places):
            found.append(f"the events of {call.name} are out of order")
        for event in call.events:
            if event.acknowledged and event.delivery not in seen and not (call.is_shaken and event.keeping == "volatile"):
                found.append(f"{event.type} {event.delivery} of {call.name} was acknowledged ({event.keeping}) and is lost")
    return found


def verified(hotlinectl, state):
    """What `hotlinectl log verify` has against the log; empty if nothing."""
    done = subprocess.run(
        [hotlinectl, "log", "verify", "--log", os.path.join(state, "calls.sqlite")], env=ENVIRONMENT,
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False)
    told = (done.stdout + done.stderr).strip().split("\n")
    return [] if done.returncode == 0 else [f"log verify: {told[0]} ({len(told)} lines)"]


def brief(found):
    """The first few of them, in one line."""
    more = f"; and {len(found) - FEW} more" if len(found) > FEW else ""
    return "; ".join(found[:FEW]) + more
