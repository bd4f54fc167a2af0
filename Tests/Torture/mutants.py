"""Rosters with something wrong: what was done to the folder, and where the daemon must see it."""

import dataclasses
import os
import re
import shutil

YAML = ("familier.yaml", "opsaetning.yaml", "vagter.yaml")
TABLE = "bagvagt-aakanden.csv"
# What other files need, so that a roster without it has an error for sure.
NEEDED = ("opsaetning.yaml", "vagter.yaml")
HUGE_BYTES = 100_000_000
MUTANTS = {}


@dataclasses.dataclass
class Expected:
    """What of the problem's place is known: the file, its line, its column; None where it is not."""

    file: str = None
    line: int = None
    column: int = None

    def fits(self, reason):
        """Whether the reason names such a place."""
        if self.file is None:
            return True
        place = rf"/{re.escape(self.file)}"
        if self.line is not None:
            place += f":{self.line}:{self.column if self.column is not None else '[0-9]+'}"
        return re.search(place + r"(?![0-9])", reason) is not None

    def __str__(self):
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None) or "anywhere"


class Folder:
    """The roster's folder, whole again after each mutant."""

    def __init__(self, path):
        self.path = path
        self.texts = {}
        for name in sorted(os.listdir(path)):
            with open(self.file(name), "rb") as file:
                self.texts[name] = file.read()
        self.owner = os.stat(path)

    def file(self, name):
        return os.path.join(self.path, name)

    def put(self, name, data, mode=0o640):
        fresh = self.file(f".{name}.new")
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            file.write(data)
        self._give(fresh)
        os.rename(fresh, self.file(name))

    def instead(self, name, make):
        """Something that is no file takes the place of one."""
        os.unlink(self.file(name))
        make(self.file(name))

    def _give(self, path):
        if os.geteuid() == 0:
            os.chown(path, self.owner.st_uid, self.owner.st_gid)

    def restore(self):
        if os.path.islink(self.path) or not os.path.isdir(self.path):
            if os.path.lexists(self.path):
                os.unlink(self.path)
            os.mkdir(self.path)
        os.chmod(self.path, 0o750)
        self._give(self.path)
        for name in os.listdir(self.path):
            found = self.file(name)
            if name in self.texts and os.path.isfile(found) and not os.path.islink(found):
                continue
            if os.path.isdir(found) and not os.path.islink(found):
                shutil.rmtree(found)
            else:
                os.unlink(found)
        for name, text in self.texts.items():
            self.put(name, text)


def mutant(weight=1):
    """A kind of mutant; it changes the folder and returns what is expected."""
    def keep(function):
        MUTANTS[function.__name__.replace("_", " ")] = (function, weight)
        return function
    return keep


def choose(random, number):
    """Each kind once, then by chance."""
    names = list(MUTANTS)
    if number < len(names):
        return names[number]
    return random.choices(names, [weight for _, weight in MUTANTS.values()])[0]


def _place(data, offset):
    """Line and column, counted from 1 in characters."""
    line = data.count(b"\n", 0, offset) + 1
    begin = data.rfind(b"\n", 0, offset) + 1
    return line, len(data[begin:offset].decode(errors="ignore")) + 1


def _lines(data, pattern):
    """The numbers, from 0, of the lines that fit."""
    return [number for number, line in enumerate(data.split(b"\n")) if re.search(pattern, line)]


def _with_line(data, number, line):
    lines = data.split(b"\n")
    lines[number] = line
    return b"\n".join(lines)


def _inserted(folder, random, name, bytes_):
    """The bytes at a random place of a value: never between CR and LF or within a character."""
    data = folder.texts[name]
    places = [found.end() for found in re.finditer(rb"[a-z]: ?[a-zA-Z]", data)]
    offset = random.choice(places)
    folder.put(name, data[:offset] + bytes_ + data[offset:])
    return Expected(name, *_place(data, offset))


@mutant(6)
def cut_within_brackets(folder, random):
    name = random.choice(YAML)
    data = folder.texts[name]
    found = random.choice(list(re.finditer(rb'^[^#\n"]*([\[{])[^\]}\n#]+', data, re.MULTILINE)))
    folder.put(name, data[:random.randrange(found.start(1) + 1, found.end())])
    return Expected(name)


@mutant(3)
def cut_of_what_others_need(folder, random):
    """The first tenth of it; or nothing at all."""
    name = random.choice(NEEDED)
    data = folder.texts[name]
    folder.put(name, data[:random.randrange(0, len(data) // 10)])
    return Expected()


@mutant(6)
def bad_utf8(folder, random):
    bad = random.choice([b"\xff", b"\xc0\xaf", b"\xe6", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\x80"])
    return _inserted(folder, random, random.choice(YAML), bad)


@mutant()
def utf16(folder, random):
    name = random.choice(NEEDED)
    text = folder.texts[name].decode()
    folder.put(name, text.encode(random.choice(["utf-16", "utf-16-le", "utf-16-be"])))
    return Expected(name)


@mutant(2)
def latin1(folder, random):
    name = random.choice(YAML)
    text = folder.texts[name].decode()
    first = next(index for index, character in enumerate(text) if ord(character) > 127)
    kept = "".join(character if ord(character) < 256 else "?" for character in text)
    folder.put(name, kept.encode("latin-1"))
    data = text.encode()
    return Expected(name, *_place(data, len(text[:first].encode())))


@mutant(3)
def nul_bytes(folder, random):
    return _inserted(folder, random, random.choice(YAML), b"\0" * random.choice([1, 2, 100]))


@mutant(2)
def nothing_but_nul(folder, random):
    name = random.choice(NEEDED)
    folder.put(name, b"\0" * random.choice([1, 4096, 100_000]))
    return Expected(name)


@mutant(2)
def control_character(folder, random):
    return _inserted(folder, random, random.choice(YAML), bytes([random.choice([1, 7, 8, 11, 27, 127])]))


@mutant(2)
def tab_indents(folder, random):
    name = random.choice(YAML)
    data = folder.texts[name]
    number = random.choice(_lines(data, rb"^    [a-z]"))
    folder.put(name, _with_line(data, number, b"\t" + data.split(b"\n")[number].lstrip()))
    return Expected(name, number + 1, 1)


@mutant(2)
def empty_file(folder, random):
    folder.put(random.choice(NEEDED), random.choice([b"", b"\n" * 1000, b"# nothing\n", b"\xef\xbb\xbf", b"---\n...\n"]))
    return Expected()


@mutant(3)
def alias(folder, random):
    name = random.choice(YAML)
    data = folder.texts[name]
    number = data.count(b"\n") + 1
    folder.put(name, data + b"x-one: &one [a]\nx-two: *one\n")
    return Expected(name, number, 8)


@mutant(3)
def aliases_without_end(folder, random):
    name = random.choice(NEEDED)
    levels, width = random.randrange(2, 40), random.randrange(2, 12)
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * width)}]" for level in range(1, levels)]
    folder.put(name, ("\n".join(lines) + "\n").encode())
    return Expected(name, 1, 5)


@mutant(2)
def alias_of_itself(folder, random):
    name = random.choice(NEEDED)
    folder.put(name, random.choice([b"a: &a [*a]\n", b"&a ? *a\n: *a\n", b"a: &a {b: *a}\n"]))
    return Expected(name)


@mutant(2)
def merge_key(folder, random):
    name = random.choice(YAML)
    data = folder.texts[name]
    folder.put(name, data + b"x-base: &base { a: b }\nx-more:\n  <<: *base\n")
    return Expected(name, data.count(b"\n") + 1, 9)


@mutant(4)
def deep_nesting(folder, random):
    """In all of YAML's ways, closed and not."""
    name = random.choice(NEEDED)
    depth = random.choice([100, 900, 1000, 1001, 5000, 50_000])
    begin, end = random.choice([(b"[", b"]"), (b"{a: ", b"}"), (b"- ", b""), (b"? ", b"")])
    folder.put(name, b"x:\n " + begin * depth + b"a" + random.choice([b"", end * depth]) + b"\n")
    return Expected()


@mutant(2)
def deep_indentation(folder, random):
    folder.put(random.choice(NEEDED), b"".join(b" " * level + b"a:\n" for level in range(random.choice([50, 400, 1100]))))
    return Expected()


@mutant(3)
def key_twice(folder, random):
    name = random.choice(("familier.yaml", "vagter.yaml"))
    data = folder.texts[name]
    lines = data.split(b"\n")
    number = random.choice(_lines(data, rb"^    (name|phones): "))
    lines.insert(number + 1, lines[number])
    folder.put(name, b"\n".join(lines))
    return Expected(name)


@mutant(2)
def id_in_two_files(folder, random):
    person = random.choice([b"anna", b"bo", b"frida"])
    folder.put("zz.yaml", b"professionals:\n  " + person + b": { name: N, phones: ['sip:n@n.example'] }\n")
    return Expected("zz.yaml", 2, 3)


@mutant()
def section_in_two_files(folder, random):
    folder.put("zz.yaml", random.choice([b"timezone: Europe/Oslo\n", b"rest: { daily: 1 hour }\n", b"routing: {}\n"]))
    return Expected("zz.yaml", 1, 1)


@mutant(4)
def unknown_key(folder, random):
    name = random.choice(YAML)
    data = folder.texts[name]
    number = random.choice(_lines(data, rb"^    (name|phones|municipality|institution): "))
    # Beside the true one, which may be needed: then its absence would be named first.
    folder.put(name, _with_line(data, number, data.split(b"\n")[number] + b"\n    namex: A"))
    return Expected(name, number + 2, 5)


@mutant(3)
def unknown_person(folder, random):
    data = folder.texts["opsaetning.yaml"]
    number = random.choice(_lines(data, rb"- professionals: \["))
    line = data.split(b"\n")[number]
    column = line.index(b"[") + 2
    folder.put("opsaetning.yaml", _with_line(data, number, line.replace(b"[", b"[nobody-of-this-name, ")))
    return Expected("opsaetning.yaml", number + 1, column)


@mutant(3)
def bad_date(folder, random):
    data = folder.texts["opsaetning.yaml"]
    number = random.choice(_lines(data, rb"^ +starts: 20"))
    line = data.split(b"\n")[number]
    wrong = random.choice([b"2026-02-30", b"05-01-2026", b"5.1.2026", b"2026-13-01", b"i morgen", b"2026-1-5"])
    folder.put("opsaetning.yaml", _with_line(data, number, re.sub(rb"20[0-9-]+", wrong, line)))
    return Expected("opsaetning.yaml", number + 1, line.index(b"20") + 1)


@mutant(3)
def bad_number(folder, random):
    data = folder.texts["familier.yaml"]
    number = random.choice(_lines(data, rb'^    phones: \["\+45'))
    line = data.split(b"\n")[number]
    wrong = random.choice([b'"+45 00 00"', b'"+4500000031x"', b'"sip:"', b'""'])
    folder.put("familier.yaml", _with_line(data, number, b"    phones: [" + wrong + b"]"))
    return Expected("familier.yaml", number + 1, 14)


@mutant(2)
def same_pin_twice(folder, random):
    data = folder.texts["familier.yaml"]
    first, second = sorted(random.sample(_lines(data, rb"^    pin: "), 2))
    folder.put("familier.yaml", _with_line(data, second, data.split(b"\n")[first]))
    return Expected("familier.yaml")


@mutant(2)
def shifts_overlap(folder, random):
    data = folder.texts["opsaetning.yaml"]
    number = _lines(data, rb"^          - who: eva")[0]
    lines = data.split(b"\n")
    folder.put("opsaetning.yaml", b"\n".join(lines[:number + 3] + lines[number:]))
    return Expected("opsaetning.yaml")


@mutant(2)
def second_document(folder, random):
    name = random.choice(YAML)
    data = folder.texts[name]
    folder.put(name, data + b"---\nroster: 1\n")
    return Expected(name)


@mutant()
def another_version(folder, random):
    data = folder.texts["opsaetning.yaml"]
    number = _lines(data, rb"^roster: 1")[0]
    folder.put("opsaetning.yaml", _with_line(data, number, b"roster: " + random.choice([b"2", b"one", b"[1]"])))
    return Expected("opsaetning.yaml", number + 1, 9)


@mutant()
def a_hundred_megabytes(folder, random):
    name = random.choice(YAML)
    folder.put(name, folder.texts[name])
    os.truncate(folder.file(name), HUGE_BYTES)
    return Expected(name)


@mutant()
def one_endless_line(folder, random):
    name = random.choice(NEEDED)
    folder.put(name, b"x: [" + b"a, " * random.choice([1000, 100_000]) + b"\n")
    return Expected(name)


@mutant(2)
def fifo(folder, random):
    name = random.choice((*YAML, TABLE))
    folder.instead(name, os.mkfifo)
    return Expected(None if name == TABLE else name)


@mutant(3)
def symlink_to_no_file(folder, random):
    name = random.choice(YAML)
    to = random.choice(["nowhere.yaml", name, "/dev/zero", "/dev/stdin", ".", "/proc/self/mem", "/proc/self/fd/0"])
    folder.instead(name, lambda path: os.symlink(to, path))
    return Expected(None if to == "/proc/self/mem" else name)


@mutant(2)
def directory(folder, random):
    name = random.choice((*YAML, TABLE))
    folder.instead(name, os.mkdir)
    return Expected(None if name == TABLE else name)


@mutant(3)
def unreadable(folder, random):
    """Of another owner, where we may make it so; else of a mode that lets nobody read."""
    name = random.choice((*YAML, TABLE))
    folder.put(name, folder.texts[name])
    if os.geteuid() == 0:
        os.chown(folder.file(name), 1, 1)
        os.chmod(folder.file(name), 0o600)
    else:
        os.chmod(folder.file(name), 0)
    return Expected(None if name == TABLE else name)


@mutant()
def table_gone(folder, random):
    os.unlink(folder.file(TABLE))
    return Expected("opsaetning.yaml")


@mutant(3)
def table_damaged(folder, random):
    data = folder.texts[TABLE]
    number = random.randrange(1, data.rstrip(b"\n").count(b"\n") + 1)
    damage = random.choice([b"\xff", b";;;x;;;;;;", b'"', b"backup;nobody-of-this-name;2026-01-01;2026-01-02;", b"x"])
    lines = data.split(b"\n")
    lines[number] = damage if b";" in damage else lines[number] + damage if damage == b"\xff" else damage
    folder.put(TABLE, b"\n".join(lines))
    return Expected(TABLE)


@mutant()
def folder_empty(folder, random):
    for name in folder.texts:
        os.unlink(folder.file(name))
    return Expected("roster.d")


@mutant()
def folder_gone(folder, random):
    shutil.rmtree(folder.path)
    return Expected("roster.d")


@mutant()
def folder_is_a_loop(folder, random):
    shutil.rmtree(folder.path)
    os.symlink(folder.path, folder.path)
    return Expected("roster.d")


@mutant()
def folder_closed(folder, random):
    os.chmod(folder.path, 0)
    if os.geteuid() == 0:
        os.chown(folder.path, 1, 1)
    return Expected("roster.d")


@mutant(2)
def another_file_of_garbage(folder, random):
    folder.put("zz.yaml", random.choice([b"{{{{", b": : :\n", b"\x00", b"- a\n- b\n", b"just text\n", b"%YAML 9.9\n---\na: b\n", b"\xff\xfe"]))
    return Expected("zz.yaml")
