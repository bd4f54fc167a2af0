"""A second daemon on the log of the first leaves, says why, and disturbs nothing."""

import os
import subprocess
import time

from campaigns import campaign, expect
from daemon import NUMBER, Target
from processes import ENVIRONMENT

LEAVES_SECONDS_MAX = 15
UNUSABLE = 2
# How the second one comes to the same log.
WAYS = ("the same settings", "another runtime directory and port", "a symlink to the state directory", "a symlink to the log",
        "relative paths from elsewhere", "flags", "another port, while calls come", "both at once")


@campaign("second-daemon", 160, 8)
def second_daemon(run):
    target = Target(run.new_folder(), run.hotlined, log_deadline="5 s")
    try:
        target.start()
        for number in run.cases():
            way = WAYS[number % len(WAYS)]
            with run.case(number, way):
                if way == "both at once":
                    _both_at_once(run, number)
                else:
                    _second(run, target, number, way)
        target.stop()
    finally:
        target.remove()


def _second(run, target, number, way):
    folder = run.new_folder()
    before = (target.pid, target.descriptors(), _calls(target))
    call = f"open-{number}"
    reply = target.event("call.incoming", call, **{"from": "+4500000031", "to": NUMBER})
    second = subprocess.Popen(
        _command(run, target, folder, way, run.plants(number)), cwd=folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
    try:
        answered = 0
        while second.poll() is None and answered < 1000 and "calls come" in way:
            answered += target.event("leg.ringing", call, leg="1.1").status == 200
        told, _ = second.communicate(timeout=LEAVES_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        second.kill()
        told, _ = second.communicate()
        expect(False, f"it stays: {told[-300:]}")
    expect(second.returncode == UNUSABLE, f"it left with {second.returncode}: {told[-300:]}")
    expect("another daemon has this log open" in told and "calls.sqlite" in told, f"it does not say why: {told[-300:]}")
    # The first one goes on: its sockets, its calls, its log.
    expect(target.process.is_running() and target.pid == before[0], "the first one has ended")
    expect(reply.status == 200, f"a call got {reply.status}")
    reply = target.event("call.ended", call, by="caller")
    expect(reply.status == 200 and "hotline-log" not in reply.headers, f"the call's end got {reply.status} {reply.headers}")
    expect(target.status()["state"] == "ok", f"the first one is {target.status()['reasons']}")
    expect(target.descriptors() <= before[1] + 2, "the first one has more descriptors")
    expect(_calls(target) == before[2] + 1, "the log has not one call more")


def _command(run, target, folder, way, is_planted):
    """The second daemon's, with an own copy of the settings where these differ."""
    with open(os.path.join(target.folder, "hotlined.yaml"), encoding="utf-8") as file:
        settings = file.read()
    state = target.state
    if is_planted:
        state = os.path.join(folder, "state")
    elif way == "a symlink to the state directory":
        state = os.path.join(folder, "elsewhere")
        os.symlink(target.state, state)
    elif way == "a symlink to the log":
        state = os.path.join(folder, "elsewhere")
        os.mkdir(state)
        os.symlink(os.path.join(target.state, "calls.sqlite"), os.path.join(state, "calls.sqlite"))
    elif way == "relative paths from elsewhere":
        state = os.path.relpath(target.state, folder)
    elif way == "the same settings":
        return [run.hotlined, "--config", os.path.join(target.folder, "hotlined.yaml")]
    elif way == "flags":
        return [run.hotlined, "--config", os.path.join(target.folder, "hotlined.yaml"), "--listen", "127.0.0.1:0",
                "--runtime-directory", os.path.join(folder, "run")]
    settings = settings.replace("state-directory: state", f"state-directory: {state}")
    settings = settings.replace("roster: roster.d", f"roster: {target.folder}/roster.d")
    settings = settings.replace("credentials-directory: credentials", f"credentials-directory: {target.folder}/credentials")
    settings = settings.replace(f"runtime-directory: {target.runtime}", f"runtime-directory: {folder}/run")
    settings = settings.replace(f"127.0.0.1:{target.port}", "127.0.0.1:0")
    path = os.path.join(folder, "hotlined.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(settings)
    return [run.hotlined, "--config", path]


def _both_at_once(run, number):
    """Two that start at the same moment: one of them stays."""
    target = Target(run.new_folder(), run.hotlined, log_deadline="5 s")
    folders = [run.new_folder() for _ in range(2)]
    commands = [_command(run, target, folder, "another runtime directory and port", run.plants(number)) for folder in folders]
    started = []
    try:
        for folder, command in zip(folders, commands):
            with open(os.path.join(folder, "log"), "wb") as log:
                started.append(subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=log,
                                                stderr=log, start_new_session=True))
        end = time.monotonic() + LEAVES_SECONDS_MAX
        while time.monotonic() < end and all(each.poll() is None for each in started):
            time.sleep(0.02)
        time.sleep(0.2)
        codes = sorted([each.poll() for each in started], key=str)
        expect(codes == [UNUSABLE, None], f"of two that start at once the exits are {codes}")
    finally:
        for each in started:
            each.kill()
            each.wait(10)
        target.remove()


def _calls(target):
    return sum(1 for _ in _each_call(target))


def _each_call(target):
    after = ""
    while True:
        page = target.control(f"calls?limit=1000{after}").json
        yield from page["calls"]
        if not page["next"]:
            return
        after = f"&after={page['next']}"
