"""The post-dial delay: from a caller's INVITE to the 180, straight to a phone and through the hotline."""

import os
import time
from types import SimpleNamespace

from cases import ONE_AFTER_THE_OTHER
from phones import Caller, Phone
from stack import Stack

# By its whole path, without `.xml`, it stands in for the name of a scenario of the end-to-end cases.
SCENARIO = os.path.join(os.path.dirname(os.path.abspath(__file__)), "scenarios", "caller-hears-ringing")
ROUNDS = 2
CALLS_A_ROUND = 100
# A call is over long before the next one begins, and its phone is free again.
CALLS_A_SECOND = 10
SECONDS_MAX = 30


class Hotline(Stack):
    """The stack of the end-to-end cases, with nothing between Kamailio and the daemon."""

    def start(self):
        self.proxy_port = self.daemon_port
        self._write_daemon_files()
        self._write_gateway_files()
        self.start_daemon()
        self._start_gateway()


class Alone(Hotline):
    """Kamailio that asked once, got no answer, and from then on sends every call to the last resort unasked."""

    def start(self):
        self.proxy_port = self.daemon_port
        self._write_gateway_files()
        with open(os.path.join(self.folder, "local.cfg"), "a", encoding="utf-8") as local:
            local.write("#!define HOOK_TRIES 1\n#!define BREAKER_FAILURES 1\n#!define BREAKER_SECONDS 3600\n")
        self._start_gateway()


def delays(folder, binaries):
    """Milliseconds from INVITE to 180 of each call: (straight to a phone, through Kamailio and the daemon)."""
    phones = {
        "anna": Phone("anna", "rings", "first"), "bo": Phone("bo", "rings", "backup"),
        "lastresort": Phone("lastresort", "rings"),
    }
    hotline = Hotline(folder, binaries, phones, ONE_AFTER_THE_OTHER)
    straight, through = [], []
    try:
        hotline.start()
        for phone in phones.values():
            phone.start(hotline)
        time.sleep(0.5)
        for number in range(ROUNDS):
            straight += _ring(f"straight-{number}", hotline, phones["anna"].port)
            through += _ring(f"through-{number}", hotline, hotline.sip_port)
        # Bo's phone rings where Anna is still held by the call before. The last resort's would mean that nobody was
        # asked.
        rung = phones["anna"].rung() + phones["bo"].rung()
        if rung != 2 * ROUNDS * CALLS_A_ROUND:
            raise RuntimeError(f"Anna and Bo were rung {rung} times: some calls went another way, see {folder}")
        return straight, through
    finally:
        hotline.stop()


def delays_without_asking(folder, binaries):
    """Milliseconds from INVITE to 180 of each call through Kamailio that asks nobody."""
    phone = Phone("lastresort", "rings")
    gateway = Alone(folder, binaries, {"lastresort": phone}, ONE_AFTER_THE_OTHER)
    try:
        gateway.start()
        phone.start(gateway)
        time.sleep(0.5)
        _ring("first", gateway, gateway.sip_port, 1)
        return _ring("alone", gateway, gateway.sip_port)
    finally:
        gateway.stop()


def _ring(name, hotline, port, calls=CALLS_A_ROUND):
    towards = SimpleNamespace(folder=hotline.folder, run=hotline.run, sip_port=port)
    caller = Caller(name, towards, SCENARIO, calls=calls, rate=CALLS_A_SECOND, seconds=SECONDS_MAX)
    if not caller.went_as_written():
        raise RuntimeError(f"not every call rang, see {hotline.folder}/{name}.errors")
    return _from_invite_to_ringing(caller, calls)


def _from_invite_to_ringing(caller, calls):
    found, sent = [], None
    for at, direction, what in caller.messages():
        if (direction, what) == ("S", "INVITE"):
            if sent is not None:
                raise RuntimeError(f"a call began before the one ahead of it rang, or was sent twice, see {caller.log}")
            sent = at
        elif (direction, what) == ("R", "180 to INVITE") and sent is not None:
            found.append((at - sent) * 1000)
            sent = None
    if len(found) != calls:
        raise RuntimeError(f"{len(found)} of {calls} calls rang, see {caller.log}")
    return found
