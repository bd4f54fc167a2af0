#!/usr/bin/env python3
"""The Debian package in a Debian 12 without a running systemd: what an installation, an upgrade, a way back, a removal and a
purge leave, with whose it is and who may read it. As root. `make system-test` is for what runs."""

import argparse
import glob
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
SECONDS_MAX = 300
INCLUDED = "systemd,libsystemd0,libsqlite3-0,libstdc++6"
UNITS = ["hotlined.service"] + [path.name for kind in ("socket", "timer") for path in sorted(REPOSITORY.glob(f"systemd/*.{kind}"))
                                if not path.stem.endswith("@")]

INSTALLED = {
    "/etc/akuttelefon": "0755 root root",
    "/etc/akuttelefon/hotlined.yaml": "0640 root akuttelefon",
    "/etc/akuttelefon/roster.d": "2750 root akuttelefon",
    "/etc/akuttelefon/roster.d/roster.yaml.example": "0640 root akuttelefon",
    "/etc/akuttelefon/credentials": "0700 akuttelefon akuttelefon",
    "/var/lib/akuttelefon": "0751 akuttelefon akuttelefon",
    "/var/backups/akuttelefon": "0700 akuttelefon akuttelefon",
    "/usr/bin/hotlined": "0755 root root",
    "/usr/bin/hotlinectl": "0755 root root",
    "/usr/bin/hotline-messenger": "0755 root root",
}
# What administrator and daemon make, and with which mode.
SECRET = "/etc/akuttelefon/credentials/gateway-own"
ROSTER = "/etc/akuttelefon/roster.d/roster.yaml"
CHANGES = "/etc/akuttelefon/roster.d/90-changes.yaml"
LOG = "/var/lib/akuttelefon/calls.sqlite"
SPOOLED = "/var/lib/akuttelefon/spool/0001"
KEPT_ROSTER = "/var/lib/akuttelefon/rosters/5f1c.json"
COPY = "/var/backups/akuttelefon/calls-1.sqlite"
RECORDS = (ROSTER, CHANGES, LOG, SPOOLED, KEPT_ROSTER, COPY)
MADE_ANEW = ("/var/lib/akuttelefon/fallback/plan.json", "/var/lib/akuttelefon/hook-key")


class Machine:
    """A Debian in a folder."""

    def __init__(self, root):
        self.root = root

    def run(self, *command, environment=None):
        """What the command says; it must succeed."""
        inside = ["unshare", "--mount", "sh", "-ec", 'mount -t proc proc "$0/proc"; exec chroot "$0" "$@"', self.root, *command]
        done = subprocess.run(
            inside, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS_MAX, check=False,
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive",
                 **(environment or {})})
        assert done.returncode == 0, f"{' '.join(command)}: exit {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout

    def install(self, package):
        name = "/root/" + os.path.basename(package)
        shutil.copyfile(package, self.root + name)
        return self.run("dpkg", "--force-confold", "--install", name)

    def write(self, path, text, mode, user="akuttelefon"):
        os.makedirs(os.path.dirname(self.root + path), exist_ok=True)
        pathlib.Path(self.root + path).write_text(text, encoding="utf-8")
        self.run("chown", f"{user}:akuttelefon", path)
        self.run("chmod", mode, path)

    def state(self, path):
        """Mode, owner and group; "" where nothing is."""
        if not os.path.lexists(self.root + path):
            return ""
        return self.run("stat", "--format", "%04a %U %G", path).strip()

    def is_there(self, path):
        return os.path.lexists(self.root + path)

    def is_enabled(self, unit):
        return bool(glob.glob(f"{self.root}/etc/systemd/system/*.wants/{unit}"))


def case_installs(machine, package, newer):
    """an installation makes users, folders and modes, and enables the daemon and its timers"""
    said = machine.install(package)
    assert "hotlinectl doctor" in said, said
    for path, wanted in INSTALLED.items():
        found = machine.state(path)
        assert found == wanted, f"{path} is '{found}', not '{wanted}'"
    assert not os.listdir(machine.root + os.path.dirname(SECRET)), "a secret is installed"
    assert not machine.is_there(ROSTER), "an example is installed as a roster"
    assert "akuttelefon-fallback" in machine.run("id", "-nG", "akuttelefon").split()
    for unit in UNITS:
        assert machine.is_enabled(unit), f"{unit} is not enabled"
    # Who copies the example gets a file that the daemon reads and others do not.
    machine.run("cp", "-p", ROSTER + ".example", ROSTER)
    assert machine.state(ROSTER) == "0640 root akuttelefon", machine.state(ROSTER)
    machine.run("sh", "-c", f"umask 027; echo roster: 1 > {CHANGES}")
    assert machine.state(CHANGES) == "0640 root akuttelefon", machine.state(CHANGES)
    for shell in ("bash-completion/completions/hotlinectl", "zsh/vendor-completions/_hotlinectl",
                  "fish/vendor_completions.d/hotlinectl.fish"):
        assert os.path.getsize(f"{machine.root}/usr/share/{shell}") > 0, f"{shell} is empty"
    machine.run("hotlined", "--version")


def case_upgrades(machine, package, newer):
    """an upgrade and the way back leave what the administrator changed, and what the daemon wrote"""
    machine.write(SECRET, "secret\n", "0600")
    for path in (LOG, SPOOLED, KEPT_ROSTER, COPY, *MADE_ANEW):
        machine.write(path, "x\n", "0600")
    settings = "/etc/akuttelefon/hotlined.yaml"
    mine = pathlib.Path(machine.root + settings).read_text(encoding="utf-8") + "# mine\n"
    machine.write(settings, mine, "0644", user="root")
    machine.run("chmod", "2770", "/etc/akuttelefon/roster.d")
    machine.run("systemctl", "disable", "hotline-purge.timer")
    for one in (newer, package, newer):
        machine.install(one)
        assert pathlib.Path(machine.root + settings).read_text(encoding="utf-8") == mine, "the settings are not mine any more"
        assert machine.state(settings) == "0644 root akuttelefon", machine.state(settings)
        assert machine.state("/etc/akuttelefon/roster.d") == "2770 root akuttelefon"
        assert machine.state(SECRET) == "0600 akuttelefon akuttelefon"
        assert all(machine.is_there(path) for path in RECORDS)
        assert not machine.is_enabled("hotline-purge.timer"), "what was disabled is enabled again"
        assert machine.is_enabled("hotlined.service")


def case_removed(machine, package, newer):
    """a removal leaves settings, secrets, roster and log, and a new installation goes on with them"""
    machine.run("dpkg", "--remove", "akuttelefon")
    assert not machine.is_there("/usr/bin/hotlined")
    for path in (*RECORDS, *MADE_ANEW, SECRET, "/etc/akuttelefon/hotlined.yaml"):
        assert machine.is_there(path), f"{path} is gone"
    machine.install(newer)
    assert machine.state(LOG) == "0600 akuttelefon akuttelefon"


def case_purged(machine, package, newer):
    """a purge deletes settings, secrets and what is made anew, and keeps the record"""
    said = machine.run("dpkg", "--purge", "akuttelefon")
    for path in RECORDS:
        assert machine.is_there(path), f"{path} is gone"
    for path in (*MADE_ANEW, SECRET, "/etc/akuttelefon/hotlined.yaml", ROSTER + ".example", "/usr/share/doc/akuttelefon"):
        assert not machine.is_there(path), f"{path} is still there"
    for folder in ("/var/lib/akuttelefon", "/var/backups/akuttelefon", "/etc/akuttelefon/roster.d"):
        assert folder in said, f"it is not told that {folder} is kept: {said}"
    for unit in UNITS:
        assert not machine.is_enabled(unit), f"{unit} is still enabled"


def case_purged_wholly(machine, package, newer):
    """a purge of everything leaves nothing but the users"""
    machine.install(package)
    assert machine.is_there(LOG)
    machine.run("dpkg", "--purge", "akuttelefon", environment={"AKUTTELEFON_PURGE": "everything"})
    left = machine.run("find", "/", "-xdev", "-path", "/proc", "-prune", "-o", "(", "-name", "*akuttelefon*", "-o", "-name",
                       "hotline*", ")", "-not", "-path", "/root/*", "-print")
    assert not left, f"left behind:\n{left}"


def case_purged_unused(machine, package, newer):
    """a purge of an installation that was never used leaves no folder"""
    machine.install(package)
    machine.run("dpkg", "--purge", "akuttelefon")
    for folder in ("/etc/akuttelefon", "/var/lib/akuttelefon", "/var/backups/akuttelefon"):
        assert not machine.is_there(folder), f"{folder} is still there"


def case_sums(machine, package, newer):
    """the sums beside a package that was just made are those of all files there"""
    folder = pathlib.Path(package).resolve().parent
    sums = folder / "SHA256SUMS"
    assert sums.is_file(), f"{sums} is missing: 'make deb' writes it"
    told = dict(reversed(line.split(maxsplit=1)) for line in sums.read_text(encoding="utf-8").splitlines())
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()
             if not path.name.startswith("SHA256SUMS")}
    assert told == found, f"the sums tell {told}, and there is {found}"


# Each goes on where the one before ended.
CASES = [case_sums, case_installs, case_upgrades, case_removed, case_purged, case_purged_wholly, case_purged_unused]


def repacked(package, version, folder):
    """The same package as another version, with settings that differ."""
    content = os.path.join(folder, "content")
    subprocess.run(["dpkg-deb", "--raw-extract", package, content], stdin=subprocess.DEVNULL, timeout=SECONDS_MAX, check=True)
    control = pathlib.Path(content, "DEBIAN", "control")
    text = re.sub(r"(?m)^Version:.*$", f"Version: {version}", control.read_text(encoding="utf-8"))
    control.write_text(text, encoding="utf-8")
    with open(os.path.join(content, "etc/akuttelefon/hotlined.yaml"), "a", encoding="utf-8") as settings:
        settings.write("# newer\n")
    path = os.path.join(folder, f"akuttelefon_{version}.deb")
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", content, path], stdin=subprocess.DEVNULL,
                   stdout=subprocess.DEVNULL, timeout=SECONDS_MAX, check=True)
    return path


def main():
    arguments = parse()
    failed = 0
    with tempfile.TemporaryDirectory(prefix="akuttelefon-package-", dir=arguments.folder) as folder:
        root = os.path.join(folder, "root")
        if arguments.root:
            subprocess.run(["cp", "-a", arguments.root, root], stdin=subprocess.DEVNULL, timeout=SECONDS_MAX, check=True)
        else:
            subprocess.run(["mmdebstrap", "--quiet", "--variant=minbase", f"--include={INCLUDED}", "bookworm", root],
                           stdin=subprocess.DEVNULL, timeout=1200, check=True)
        machine = Machine(root)
        newer = repacked(arguments.deb, "9.9", folder)
        for case in CASES:
            try:
                case(machine, arguments.deb, newer)
                print(f"ok    {case.__doc__}", flush=True)
            except AssertionError as trouble:
                failed += 1
                print(f"FAIL  {case.__doc__}\n      {trouble}", flush=True)
    print(f"{len(CASES) - failed} passed, {failed} failed")
    return 1 if failed else 0


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    built = sorted(glob.glob(str(REPOSITORY / ".build/deb/*.deb")))
    parser.add_argument("deb", nargs="?" if built else None, default=built[-1] if built else None, help="the package")
    parser.add_argument("--root", metavar="DIR", help="a Debian 12 to copy; without it, one is made with mmdebstrap")
    parser.add_argument("--folder", metavar="DIR", help="where the copy stands meanwhile")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
