#!/usr/bin/env python3
"""The manual pages in docs/man/ name each command, option and key that there is, and none that there is not.

hotlinectl(1), hotlined(8) and hotline-messenger(8) are held against the programs, the settings against their reader, roster.yaml(5) against
config/roster.schema.json. Each page is set by man and must give no warning.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PAGES = REPOSITORY / "docs" / "man"
SCHEMA = REPOSITORY / "config" / "roster.schema.json"
SETTINGS = REPOSITORY / "Sources" / "HotlineSettings" / "SettingsFile.swift"
CODES = REPOSITORY / "Sources" / "HotlineSettings" / "SettingsReader+Evaluation.swift"
SECONDS_MAX = 60
# Those that hold other settings, and are no value themselves.
GROUPS = {"log", "control", "call-facts", "retention", "report", "console", "messenger"}


class Page:
    def __init__(self, name):
        self.name = name
        self.lines = (PAGES / name).read_text(encoding="utf-8").split("\n")

    def part(self, begins, ends):
        """The lines, with their places, from the one after `begins` to the one before the next that begins with `ends`."""
        found = []
        is_in = False
        for number, line in enumerate(self.lines, 1):
            if line == begins:
                is_in = True
            elif is_in and line.startswith(ends):
                break
            elif is_in:
                found.append((number, line))
        return found

    def titles(self, macro):
        return [line.removeprefix(macro + " ") for line in self.lines if line.startswith(macro + " ")]


def signature(argument):
    """An argument as a page's synopsis has it."""
    names = argument.get("names", [])
    if argument["kind"] == "positional":
        text = "Ar " + argument["valueName"]
    else:
        text = "Fl -" + long_name(names)
        if argument["kind"] == "option":
            text += " Ar " + argument["valueName"]
    if argument["isRepeating"]:
        text += " ..."
    return "." + ("Op " if argument["isOptional"] else "") + text


def long_name(names):
    return next(name["name"] for name in names if name["kind"] == "long")


def described_as(argument):
    """What stands behind .It of a description of the argument."""
    return "Ar " + argument["valueName"] if argument["kind"] == "positional" else "Fl -" + long_name(argument["names"])


def shown(command):
    """The arguments that the program tells of, without --help."""
    return [argument for argument in command.get("arguments", [])
            if argument["shouldDisplay"] and not any(name["name"] in ("help", "version") for name in argument.get("names", []))]


def commands(command, path=()):
    """Each command that has no commands of its own, by its words."""
    below = [sub for sub in command.get("subcommands", []) if sub["commandName"] != "help"]
    if not below:
        return {" ".join(path): command}
    return {name: leaf for sub in below for name, leaf in commands(sub, (*path, sub["commandName"])).items()}


def dump(program):
    done = subprocess.run([program, "--experimental-dump-help"], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=SECONDS_MAX, check=True)
    return json.loads(done.stdout)["command"]


def items(lines):
    """What the items of these lines describe: the words of each .It, its commas taken apart."""
    return [part.strip() for _, line in lines if line.startswith(".It ") for part in line.removeprefix(".It ").split(" , ")]


def control_findings(program):
    page = Page("hotlinectl.1")
    there = commands(dump(program))
    common = items([(number, line) for number, line in enumerate(page.lines, 1)
                    if number < page.lines.index(".Sh COMMANDS") + 1])
    told = page.titles(".Ss")
    findings = [f"{page.name}: no command '{name}' is told of: add .Ss {name}" for name in there if name not in told]
    findings += [f"{page.name}: there is no command '{name}'" for name in told if name not in there]
    for name in (name for name in told if name in there):
        findings += command_findings(page, name, there[name], common)
    order = [name for name in there if name in told]
    if [name for name in told if name in there] != order:
        findings.append(f"{page.name}: the commands are not in the program's order")
    return findings


def command_findings(page, name, command, common):
    lines = page.part(f".Ss {name}", (".Ss", ".Sh"))
    ends = next((place for place, (_, line) in enumerate(lines) if line == ".Pp"), len(lines))
    synopsis = [line for _, line in lines[:ends]]
    place = f"{page.name}:{lines[0][0]}: {name}"
    findings = []
    if synopsis[:2] != [".Nm", f".Cm {name}"]:
        findings.append(f"{place}: begins with {synopsis[:2]}, not with .Nm and .Cm {name}")
    wanted = [signature(argument) for argument in shown(command)]
    findings += [f"{place}: the synopsis lacks {line}" for line in wanted if line not in synopsis]
    findings += [f"{place}: the synopsis has {line}, and the program has not" for line in synopsis[2:] if line not in wanted]
    described = [" ".join(part.split()[:2]) for part in items(lines[ends:]) + common]
    known = [described_as(argument) for argument in shown(command)]
    findings += [f"{place}: {argument} is not described" for argument in known if argument not in described]
    findings += [f"{place}: {part} is described, and the program has it not"
                 for part in (" ".join(item.split()[:2]) for item in items(lines[ends:])) if part not in known]
    return findings


def messenger_findings(program):
    page = Page("hotline-messenger.8")
    synopsis = [line for _, line in page.part(".Sh SYNOPSIS", ".Sh")]
    wanted = [signature(argument) for argument in shown(dump(program))]
    findings = [f"{page.name}: the synopsis lacks {line}" for line in wanted if line not in synopsis]
    optional = [line for line in synopsis if line.startswith(".Op")]
    findings += [f"{page.name}: the synopsis has {line}, and the program has not" for line in optional if line not in wanted]
    described = [" ".join(item.split()[:2]) for item in items(page.part(".Sh DESCRIPTION", ".Sh"))]
    known = [described_as(argument) for argument in shown(dump(program))]
    return findings + [f"{page.name}: {argument} is not described" for argument in known if argument not in described]


def daemon_findings(program):
    page = Page("hotlined.8")
    synopsis = [line for _, line in page.part(".Sh SYNOPSIS", ".Sh")]
    wanted = [signature(argument) for argument in shown(dump(program))]
    findings = [f"{page.name}: the synopsis lacks {line}" for line in wanted if line not in synopsis]
    optional = [line for line in synopsis if line.startswith(".Op")]
    findings += [f"{page.name}: the synopsis has {line}, and the program has not" for line in optional if line not in wanted]
    described = [" ".join(item.split()[:2]) for item in items(page.part(".Sh DESCRIPTION", ".Ss Settings"))]
    known = [described_as(argument) for argument in shown(dump(program))]
    findings += [f"{page.name}: {line} is not described" for line in known if line not in described]
    findings += [f"{page.name}: {line} is described, and the program has it not"
                 for line in described if line not in (*known, "Fl -version", "Fl h", "Fl -help")]
    return findings + settings_findings(page)


def settings_findings(page):
    told = {item.removeprefix("Cm ") for item in items(page.part(".Ss Settings", (".Ss", ".Sh")))}
    there = settings()
    return ([f"{page.name}: the setting '{key}' is not described" for key in sorted(there - told)]
            + [f"{page.name}: there is no setting '{key}'" for key in sorted(told - there)])


def settings():
    """The settings as the page has them: groups with a dot, the keys of each gateway and each access by themselves."""
    text = SETTINGS.read_text(encoding="utf-8")

    def listed(name):
        found = re.search(rf"static let {name} = \[(.*?)\]", text, re.DOTALL)
        if not found:
            raise SystemExit(f"{SETTINGS}: no list '{name}'; mend this check")
        return set(re.findall(r'"([^"]+)"', found.group(1)))

    cases = re.search(r"enum List: String[^{]*\{\s*case ([a-z, ]+)", CODES.read_text(encoding="utf-8"))
    if not cases:
        raise SystemExit(f"{CODES}: no enum List; mend this check")
    groups = {"log": listed("logKeys"), "control": listed("controlKeys"), "retention": listed("retentionKeys"),
              "report": listed("reportKeys"), "call-facts": set(cases.group(1).split(", ")),
              "console": listed("consoleKeys") - {"proxy"}, "console.proxy": listed("consoleProxyKeys"),
              "messenger": listed("messengerKeys"), "messenger.sms": listed("smsKeys")}
    dotted = {f"{group}.{key}" for group, keys in groups.items() for key in keys}
    return (listed("keys") - GROUPS) | dotted | listed("gatewayKeys") | listed("accessKeys")


def roster_findings():
    page = Page("roster.yaml.5")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    objects = {name: part["properties"] for name, part in schema["$defs"].items() if part.get("properties")}
    objects["."] = schema["properties"]
    findings = []
    for name, properties in objects.items():
        lines = page.part(f'.\\" schema: {name}', ('.\\" schema:', ".Sh"))
        if not lines:
            findings.append(f'{page.name}: nothing stands below .\\" schema: {name}')
            continue
        end = next(place for place, (_, line) in enumerate(lines) if line == ".El")
        told = [item.removeprefix("Cm ") for item in items(lines[:end])]
        findings += [f"{page.name}:{lines[0][0]}: {name} has a key '{key}' that is not described"
                     for key in properties if key not in told]
        findings += [f"{page.name}:{lines[0][0]}: {name} has no key '{key}'" for key in told if key not in properties]
        for key in (key for key in properties if key in told):
            body = set(re.findall(r"[A-Za-z0-9-]+", " ".join(item_body(lines[:end], key))))
            findings += [f"{page.name}:{lines[0][0]}: {name}.{key} may be '{word}', which is not told"
                         for word in choices(properties[key]) if word not in body]
    return findings


def item_body(lines, key):
    found, is_in = [], False
    for _, line in lines:
        if line.startswith(".It "):
            is_in = line == f".It Cm {key}"
        elif is_in:
            found.append(line)
    return found


def choices(rule):
    """The words between which a value is chosen, wherever they stand in its rule, but not those of lists."""
    found = [word for word in rule.get("enum", []) if isinstance(word, str)]
    for part in rule.get("anyOf", []):
        found += choices(part)
    return found


def setting_findings():
    """What man, and mandoc where it is installed, say against a page."""
    findings = []
    for path in sorted(PAGES.iterdir()):
        checks = [["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(path)]]
        if shutil.which("mandoc"):
            checks.append(["mandoc", "-Tlint", "-Wwarning", str(path)])
        for command in checks:
            if not shutil.which(command[0]):
                continue
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS_MAX,
                                  env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "MANWIDTH": "80"}, check=False)
            said = done.stderr + (done.stdout if command[0] == "mandoc" else "")
            findings += [f"{path.name}: {command[0]}: {line}" for line in said.splitlines()]
    return findings


def main():
    arguments = parse()
    findings = (control_findings(os.path.abspath(arguments.hotlinectl)) + daemon_findings(os.path.abspath(arguments.hotlined))
                + messenger_findings(os.path.abspath(arguments.messenger))
                + roster_findings() + setting_findings())
    for finding in findings:
        print(finding)
    print(f"{len(findings)} found in {len(list(PAGES.iterdir()))} manual pages")
    return 1 if findings else 0


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hotlined", nargs="?", default=str(REPOSITORY / ".build/debug/hotlined"))
    parser.add_argument("hotlinectl", nargs="?", default=str(REPOSITORY / ".build/debug/hotlinectl"))
    parser.add_argument("messenger", nargs="?", default=str(REPOSITORY / ".build/debug/hotline-messenger"))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
