#!/usr/bin/env python3
"""A call to watch: a family rings, Anna does not answer, Bo does. Exits 0 only if it went so and the log says so."""

import shutil
import sys
import tempfile
import time

from cases import Scene, expect, expect_log
from run import parse, the_binaries

SECONDS_MAX = 30


class Story:
    """Prints each thing that happens once, with the seconds since the call began."""

    def __init__(self, scene, caller):
        self.scene, self.caller = scene, caller
        self.begun = None
        self.told = set()

    def watched(self):
        """(who, direction, message, what it means), as a listener would tell it."""
        scene, caller = self.scene, self.caller
        for phone, name in ((scene.anna, "Anna"), (scene.bo, "Bo"), (scene.lastresort, "The last resort")):
            yield phone, "R", "INVITE", f"{name}'s phone rings."
            yield phone, "R", "CANCEL", f"{name} does not answer; the phone stops ringing."
            yield phone, "S", "200 to INVITE", f"{name} answers."
            yield phone, "R", "BYE", f"{name}'s phone is free again."
        yield caller, "S", "INVITE", "The Jensen family rings the hotline."
        yield caller, "R", "200 to INVITE", "The family is talking."
        yield caller, "S", "BYE", "The family hangs up."

    def tell(self):
        new = []
        for player, direction, message, meaning in self.watched():
            times = [at for at, way, what in player.messages() if (way, what) == (direction, message)]
            if times and meaning not in self.told:
                new.append((times[0], meaning))
        for at, meaning in sorted(new):
            self.told.add(meaning)
            self.begun = self.begun or at
            print(f"{at - self.begun:5.1f} s  {meaning}", flush=True)


def watch(scene):
    caller = scene.call("caller-talks")
    story = Story(scene, caller)
    end = time.monotonic() + SECONDS_MAX
    while caller.process.is_running() and time.monotonic() < end:
        story.tell()
        time.sleep(0.05)
    time.sleep(0.2)
    story.tell()
    return caller


def main():
    arguments = parse()
    binaries = the_binaries(arguments)
    if not binaries:
        return 64
    folder = tempfile.mkdtemp(prefix="akuttelefon-call-")
    try:
        print("Starting the daemon, Kamailio and the phones.", flush=True)
        with Scene(folder, binaries, anna="rings") as scene:
            caller = watch(scene)
            log = scene.stack.only_call()
            print()
            print(scene.stack.control("calls", "show", log["call"]).rstrip())
            print()
            expect(caller.went_as_written(), True, "that the caller reached somebody")
            scene.expect_rung("anna", "bo")
            expect_log(log, "answered", [("1.1", "anna", "no-answer"), ("2.1", "bo", "completed")])
    except (AssertionError, RuntimeError, OSError) as problem:
        print(f"The call did not go as it should: {problem}\nIts folder: {folder}", file=sys.stderr)
        return 1
    print("Anna did not answer, Bo did, and the log says so.")
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
