"""`kill -9` at any moment; and the test of the ledger by which all such campaigns judge."""

import ledger
import shim
from campaigns import campaign, expect
from gateway import Gateway
from lives import Life, go_through
from victim import Victim


@campaign("kills", 10_000, 14, "cc")
def kills(run):
    """kill -9 under load, in checkpoints, reloads, migrations, starts and merges: nothing lost, nothing doubled."""
    go_through(run, Life)


@campaign("ledger", 20, 1, "cc")
def ledger_sees(run):
    """An event that is lost, doubled, put in or moved in the rows of a true log is found by the ledger."""
    library = shim.build(run.folder)
    for number in run.cases():
        with run.case(number, "rows of a log"):
            rows, calls = _a_log(run, library, number)
            found = ledger.complaints(rows, calls)
            expect(not found, f"the ledger complains of a log that is whole: {ledger.brief(found)}")
            for what, changed in _changes(rows, run.random(number)).items():
                if run.plants(number):
                    changed = rows
                expect(ledger.complaints(changed, calls), f"the ledger does not see what is {what}")


def _a_log(run, library, number):
    victim = Victim(run.new_folder(), run.hotlined, library, run.seed + number)
    gateway = Gateway(victim, f"{run.seed} ledger {number}")
    try:
        victim.start()
        gateway.run(0.3)
        gateway.drain()
        victim.stop()
        rows = [row for row in ledger.rows(victim.state) if not row.type.startswith(ledger.OWN)]
    finally:
        gateway.end()
        victim.remove()
    expect(len(rows) > 10, "too few events for a test")
    return rows, gateway.calls


def _changes(rows, random):
    one = random.randrange(1, len(rows) - len(rows) // 2)
    return {
        "lost": rows[:one] + rows[one + 1:],
        "doubled": rows + [rows[-1]],
        "put in": rows + [rows[one]._replace(delivery="d-nobody's")],
        "moved": rows[:one] + rows[one + 1:] + [rows[one]],
    }
