"""Debian 12 in a folder, and the package in versions that never were."""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile

SUITE = "bookworm"
# What a small server has; what the package depends on comes to it.
PACKAGES = ["systemd", "systemd-sysv", "systemd-timesyncd", "dbus", "ca-certificates", "curl", "tzdata"]


def debian(folder, package):
    """The root of a small Debian 12 on which the package can be installed, made once and kept in `folder`."""
    wanted = sorted({*PACKAGES, *_dependencies(package)})
    name = hashlib.sha256(" ".join([SUITE, *wanted]).encode()).hexdigest()[:12]
    root = os.path.join(folder, f"{SUITE}-{name}")
    if not os.path.isdir(root):
        print(f"Building Debian 12 in {root}", flush=True)
        os.makedirs(folder, exist_ok=True)
        fresh = tempfile.mkdtemp(prefix="new-", dir=folder)
        try:
            subprocess.run(["mmdebstrap", "--quiet", "--variant=minbase", f"--include={','.join(wanted)}", SUITE, fresh],
                           stdin=subprocess.DEVNULL, timeout=1200, check=True)
            os.chmod(fresh, 0o755)
            os.rename(fresh, root)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
    return root


def _dependencies(package):
    """The first choice of each thing that a package depends on, without its version."""
    fields = subprocess.run(["dpkg-deb", "--field", package, "Pre-Depends", "Depends"], stdin=subprocess.DEVNULL,
                            capture_output=True, text=True, timeout=30, check=True).stdout
    named = re.sub(r"(?m)^(Pre-)?Depends:", ",", fields)
    return [found.group() for part in named.split(",") if (found := re.match(r"[a-z0-9][a-z0-9+.-]+", part.strip()))]


def version(package):
    return subprocess.run(["dpkg-deb", "--field", package, "Version"], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=30, check=True).stdout.strip()


def repacked(package, as_version, folder):
    """The same package under another version."""
    content = tempfile.mkdtemp(prefix="package-", dir=folder)
    try:
        subprocess.run(["dpkg-deb", "--raw-extract", package, content], stdin=subprocess.DEVNULL, timeout=120, check=True)
        control = os.path.join(content, "DEBIAN", "control")
        with open(control, encoding="utf-8") as file:
            text = re.sub(r"(?m)^Version:.*$", f"Version: {as_version}", file.read())
        with open(control, "w", encoding="utf-8") as file:
            file.write(text)
        path = os.path.join(folder, f"akuttelefon_{as_version}.deb")
        subprocess.run(["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", content, path], stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, timeout=300, check=True)
        return path
    finally:
        shutil.rmtree(content)
