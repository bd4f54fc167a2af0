"""A disk whose power is cut: from the journal of what a daemon did to its files, what may be left of them.

What was synced is there. Of what was not, each sector of 512 bytes or page of 4 KiB may be there, or not, or hold garbage,
whatever the order in which it was written; a file may have grown without its bytes; and a name that was made, moved or
removed may be as it was, until its folder is synced. docs/reliability.md describes the model.
"""

import os
import random
import shutil
import stat
import struct

CREATED, WRITTEN, CUT, SYNCED, RENAMED, REMOVED, MADE_FOLDER, LINKED, NOT_MODELLED = range(1, 10)
_HEAD = struct.Struct("<IIIIQQQQ")
SECTOR, PAGE = 512, 4096
# SQLite makes it anew from the WAL, and writes to it through memory.
INDEX = "calls.sqlite-shm"
# What becomes of the writes to a file that were not synced: all are there, none, each sector or page by chance, each
# sector by chance and some of them as garbage, or all up to a moment and the last of them torn.
POLICIES = ("all", "none", "sectors", "pages", "garbage", "until")


class NotModelled(Exception):
    """The daemon did to its files what the shim does not know."""


class File:
    def __init__(self, content=b"", mode=0o600):
        self.synced = bytes(content)
        self.now = bytearray(content)
        self.pending = []  # (place in the journal, offset, bytes) or (place, size, None)
        self.mode = mode

    def sync(self):
        self.synced = bytes(self.now)
        self.pending = []


class Folder:
    def __init__(self, names=None, mode=0o750):
        self.synced = dict(names or {})
        self.now = dict(names or {})
        self.mode = mode


class NameChange:
    """Names that change at once: (folder, name, what stands there from now on or None)."""

    def __init__(self, place, changes):
        self.place = place
        self.changes = changes


class PowerDisk:
    """A folder as it is on disk at first, and all that was done to it since."""

    def __init__(self, path):
        self.path = path
        self.nodes = {}
        self.changes = []
        self.last_sync = 0
        self.place = 0
        self.syncs = 0
        self.top = self._read(path)

    def _read(self, path):
        status = os.lstat(path)
        mode = stat.S_IMODE(status.st_mode)
        if stat.S_ISDIR(status.st_mode):
            node = Folder({name: self._read(os.path.join(path, name)) for name in sorted(os.listdir(path))}, mode)
        else:
            with open(path, "rb") as file:
                node = File(file.read(), mode)
        self.nodes[status.st_ino] = node
        return node

    # What was done

    def replay(self, journal):
        with open(journal, "rb") as file:
            data = memoryview(file.read())
        at = 0
        while at + _HEAD.size <= len(data):
            kind, _, path, other, inode, offset, length, held = _HEAD.unpack_from(data, at)
            at += _HEAD.size
            first, second = (bytes(data[begin:begin + size]).decode() for begin, size in
                             ((at, path), (at + path, other)))
            at += path + other
            self.place += 1
            self._take(kind, first, second, inode, offset, data[at:at + held])
            at += held
        return self

    def _take(self, kind, path, other, inode, offset, data):
        if kind == CREATED:
            self.nodes[inode] = File()
            self._change((path, self.nodes[inode]))
        elif kind == MADE_FOLDER:
            self.nodes[inode] = Folder()
            self._change((path, self.nodes[inode]))
        elif kind == WRITTEN:
            self._write(self.nodes[inode], offset, bytes(data))
        elif kind == CUT:
            node = self.nodes[inode]
            node.now = node.now[:offset].ljust(offset, b"\0")
            node.pending.append((self.place, offset, None))
        elif kind == SYNCED:
            self._sync(self.nodes[inode])
        elif kind == REMOVED:
            self._change((path, None))
        elif kind == RENAMED:
            self._change((other, self._node(path)), (path, None))
        elif kind == LINKED:
            self._change((other, self._node(path)))
        else:
            raise NotModelled(f"{path} {other}")

    def _write(self, node, offset, data):
        if offset > len(node.now):
            node.now.extend(bytes(offset - len(node.now)))
        node.now[offset:offset + len(data)] = data
        node.pending.append((self.place, offset, data))

    def _sync(self, node):
        self.syncs += 1
        self.last_sync = self.place
        if isinstance(node, File):
            node.sync()
            return
        left = []
        for change in self.changes:
            if any(folder is node for folder, _, _ in change.changes):
                _apply(change, "synced")
            else:
                left.append(change)
        self.changes = left

    def _place_of(self, path):
        names = os.path.relpath(path, self.path).split("/")
        folder = self.top
        for name in names[:-1]:
            folder = folder.now[name]
        return folder, names[-1]

    def _node(self, path):
        folder, name = self._place_of(path)
        return folder.now[name]

    def _change(self, *changes):
        change = NameChange(self.place, [(*self._place_of(path), node) for path, node in changes])
        _apply(change, "now")
        self.changes.append(change)

    # What is left of it

    def differences(self):
        """Where the files are not what the journal tells of them: then the shim has missed something."""
        return sorted(_differences(self.top, self.path, ""))

    def leave(self, path, seed):
        """Writes what is left after the cut to a new folder. The policies that it was made by."""
        chance = random.Random(seed)
        names = chance.choice(("all", "none", "some", "journal"))
        policies = {"names": names}
        last = chance.randint(self.last_sync, self.place)
        for change in self.changes:
            keeps = {"all": True, "none": False, "some": chance.random() < 0.5,
                     "journal": change.place <= max(last, self.last_sync)}[names]
            if keeps:
                _apply(change, "synced")
        shared = chance.choice((None, None, *POLICIES))
        self._put(self.top, path, "", chance, shared, last, policies)
        return policies

    def _put(self, node, path, name, chance, shared, last, policies):
        if isinstance(node, Folder):
            os.mkdir(path)
            os.chmod(path, node.mode)
            for below, child in sorted(node.synced.items()):
                self._put(child, os.path.join(path, below), os.path.join(name, below), chance, shared, last, policies)
            return
        if name == INDEX:
            content = chance.choice((b"", bytes(32768), chance.randbytes(32768)))
        elif node.pending:
            policy = shared or chance.choice(POLICIES)
            content = left_of(node, policy, last, chance)
            policies[name] = policy
        else:
            content = node.synced
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, node.mode), "wb") as file:
            file.write(content)


def left_of(node, policy, last, chance):
    """The bytes of a file of which some was not synced."""
    if policy == "all":
        return bytes(node.now)
    content = bytearray(node.synced)
    share = chance.choice((0.1, 0.5, 0.9))
    if policy != "none":
        unit = PAGE if policy == "pages" else SECTOR
        for place, offset, data in node.pending:
            if policy == "until" and place > last:
                break
            if data is None:
                if policy == "until" or chance.random() < share:
                    content = content[:offset].ljust(offset, b"\0")
                continue
            # The very last write before the cut is torn.
            keeps_all = policy == "until" and place < last
            for begin, part in _units(offset, data, unit):
                if keeps_all or chance.random() < share:
                    if policy == "garbage" and chance.random() < 0.3:
                        part = chance.randbytes(len(part))
                    if begin > len(content):
                        content.extend(bytes(begin - len(content)))
                    content[begin:begin + len(part)] = part
    if len(content) < len(node.now) and chance.random() < 0.3:
        content.extend(bytes(len(node.now) - len(content)))
    return bytes(content)


def _units(offset, data, unit):
    """Parts of a write that lie in one sector or page each."""
    begin = 0
    while begin < len(data):
        end = min(len(data), begin + unit - (offset + begin) % unit)
        yield offset + begin, data[begin:end]
        begin = end


def _apply(change, state):
    for folder, name, node in change.changes:
        names = getattr(folder, state)
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


def _differences(node, path, name):
    if isinstance(node, Folder):
        there = set(os.listdir(path))
        yield from (os.path.join(name, other) for other in there.symmetric_difference(node.now))
        for below in there.intersection(node.now):
            yield from _differences(node.now[below], os.path.join(path, below), os.path.join(name, below))
    elif name != INDEX:
        with open(path, "rb") as file:
            if file.read() != node.now:
                yield name


def replace(folder, by):
    """Puts a folder in the place of another."""
    shutil.rmtree(folder)
    os.rename(by, folder)
