"""Reads Prometheus's text format, and which metrics an expression of PromQL asks for. Strict where scrapers are lax."""

import re

NAME = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")
SAMPLE = re.compile(r'(?P<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?P<labels>.*)\})? (?P<value>\S+)')
LABEL = re.compile(r'(?P<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?P<value>(?:[^"\\\n]|\\[\\"n])*)"(?:,|$)')
PARTS = {"histogram": ["_bucket", "_sum", "_count"], "counter": [""], "gauge": [""]}

# What stands in expressions and is no metric.
WORDS = {"by", "without", "on", "ignoring", "group_left", "group_right", "and", "or", "unless", "offset", "bool",
         "inf", "nan"}
# Prometheus makes them.
OF_SCRAPERS = {"up", "ALERTS"}


class Family:
    """One metric: its type, and its samples as (name, labels, value)."""

    def __init__(self, name):
        self.name, self.help, self.type, self.samples = name, None, None, []


class Exposition:
    """What one page of metrics says, and its flaws beyond what promtool looks for."""

    def __init__(self, text):
        self.families, self.flaws, seen, family = {}, [], set(), None
        if not text.endswith("\n"):
            self.flaws.append("the last line has no end")
        for line in text.splitlines():
            if line.startswith("# "):
                family = self._comment(line, family)
                continue
            match = SAMPLE.fullmatch(line)
            if not match:
                self.flaws.append(f"no sample: {line}")
                continue
            labels = self._labels(match["labels"], line)
            if family is None or match["name"] not in [family.name + part for part in PARTS.get(family.type, [""])]:
                self.flaws.append(f"it stands below another metric's HELP and TYPE: {line}")
                continue
            if (match["name"], labels) in seen:
                self.flaws.append(f"it stands twice: {line}")
            seen.add((match["name"], labels))
            try:
                family.samples.append((match["name"], dict(labels), float(match["value"])))
            except ValueError:
                self.flaws.append(f"no number: {line}")
        for family in self.families.values():
            self._judge(family)

    def _comment(self, line, family):
        _, kind, name, rest = (line.split(" ", 3) + ["", "", ""])[:4]
        if kind == "HELP":
            if name in self.families:
                self.flaws.append(f"{name} is told twice")
            self.families[name] = family = Family(name)
            family.help = rest
        elif kind == "TYPE" and family is not None and family.name == name and family.type is None:
            family.type = rest
        else:
            self.flaws.append(f"a line out of place: {line}")
        return family

    def _labels(self, text, line):
        if text is None:
            return ()
        found, end = [], 0
        for match in LABEL.finditer(text):
            if match.start() != end:
                break
            end = match.end()
            found.append((match["name"], match["value"]))
        if end != len(text) or not found:
            self.flaws.append(f"no labels: {line}")
        return tuple(found)

    def _judge(self, family):
        if not family.help or family.type not in PARTS:
            self.flaws.append(f"{family.name} has no HELP or no TYPE")
        if family.type != "histogram":
            return
        counts = [value for name, _, value in family.samples if name.endswith("_bucket")]
        bounds = [labels.get("le") for name, labels, _ in family.samples if name.endswith("_bucket")]
        total = [value for name, _, value in family.samples if name.endswith("_count")]
        if counts != sorted(counts) or bounds[-1:] != ["+Inf"] or counts[-1:] != total:
            self.flaws.append(f"{family.name}: its buckets do not add up")

    @property
    def names(self):
        """All names that an expression may ask for."""
        return {family.name + part for family in self.families.values() for part in PARTS.get(family.type, [])}

    def values(self, name, label):
        """The values of a label."""
        return {labels[label] for family in self.families.values() for sample, labels, _ in family.samples
                if sample == name and label in labels}

    def value(self, name):
        """The value of a sample without labels; None where there is none."""
        return next((value for family in self.families.values() for sample, labels, value in family.samples
                     if sample == name and not labels), None)


def asked_for(expression):
    """The metrics of an expression, each with its matchers as (label, operator, text)."""
    asked = []
    text = re.sub(r"\[[^\]]*\]", " ", expression)
    text = re.sub(r"\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)", " ", text)
    position = 0
    while match := re.compile(r'"(?:[^"\\]|\\.)*"|(?<![\w.])[a-zA-Z_:][\w:]*').search(text, position):
        position = match.end()
        name = match[0]
        if name.startswith('"') or name.lower() in WORDS:
            continue
        rest = text[position:].lstrip()
        if rest.startswith("("):
            continue
        matchers = []
        if rest.startswith("{"):
            braces = re.match(r'\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\}', rest)
            matchers = re.findall(r'([a-zA-Z_]\w*)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"', braces[1])
            position = len(text) - len(rest) + braces.end()
        asked.append((name, matchers))
    return asked


def flaws_of(expression, exposition, closed):
    """Metrics that nobody tells, and values of the labels `closed` that none has."""
    found = []
    for name, matchers in asked_for(expression):
        if name in OF_SCRAPERS:
            continue
        if name not in exposition.names:
            found.append(f"no metric {name}")
            continue
        for label, operator, text in matchers:
            if label not in closed:
                continue
            for value in text.split("|") if operator.endswith("~") else [text]:
                if value not in exposition.values(name, label):
                    found.append(f'{name} is never told with {label}="{value}"')
    return found
