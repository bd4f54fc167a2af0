"""A roster of any size: a folder of YAML with its families in a table, as a spreadsheet saves it."""

import os

LINES = ("first", "backup", "third")


def write(folder, families, professionals, institutions):
    """500 institutions of three lines, 10,000 professionals and 100,000 families are a national line."""
    os.makedirs(folder, mode=0o750)
    each = professionals // institutions
    with open(os.path.join(folder, "opsaetning.yaml"), "w", encoding="utf-8") as file:
        file.write("roster: 1\ntimezone: Europe/Copenhagen\nholidays: { country: DK }\n")
        file.write("numbers:\n  \"+45 70 20 10 00\": { institution: i0 }\ninstitutions:\n")
        for index in range(institutions):
            file.write(f"  i{index}:\n    name: Døgninstitutionen {index}\n    lines:\n")
            for place, line in enumerate(LINES):
                crew = ", ".join(f"p{index}-{person}" for person in range(each) if person % len(LINES) == place)
                file.write(f"      {line}:\n        name: Vagt {place + 1}\n        rotations:\n"
                           f"          - professionals: [{crew}]\n            starts: 2026-01-05\n"
                           "            turn: 1 week\n            handover: 08:00\n")
    with open(os.path.join(folder, "vagter.yaml"), "w", encoding="utf-8") as file:
        file.write("professionals:\n")
        for index in range(institutions):
            for person in range(each):
                file.write(f"  p{index}-{person}:\n    name: Anna Holm {index}-{person}\n    institution: i{index}\n"
                           f"    phones: [\"sip:p{index}-{person}@i{index}.example\"]\n    languages: [da]\n")
        file.write("families-from: familier.csv\n")
    with open(os.path.join(folder, "familier.csv"), "w", encoding="utf-8-sig", newline="") as file:
        file.write("id;name;phones;institution;variant;group;contact;languages;enrolled\r\n")
        for index in range(families):
            home = index % institutions
            file.write(f"f{index};Familien Nr. {index};+45 {10_000_000 + index};i{home};group;nord;p{home}-0;da;2026-09-01\r\n")
