import HotlineAPI

/// What a data set tells, what it does not, and what its columns mean, to be read.
struct EvaluationCodebook {
    let text: String

    init(_ document: EvaluationDocument) {
        let k = document.smallestCell
        var lines = [
            "# Codebook", "",
            "Calls of foster families to the hotline, from \(document.from) to before \(document.to) "
                + "(\(document.zone)). Program \(document.version), definitions "
                + "\(document.definitions).", "",
        ]
        lines += EvaluationCodebook.section(
            "Families",
            [
                EvaluationCodebook.key(document),
                "A family whose id has been forgotten, because it had not rung for long, is named by "
                    + "a random key instead; if it rings again, it is another name. Families that "
                    + "were erased have no name, and their calls stand without one.",
                "A family's rows, taken together, are like no other's. A name identifies nobody by "
                    + "itself; who knows when a family rang may still recognise its rows. Do not "
                    + "try to, and do not join the rows with other data of persons.",
            ])
        lines += EvaluationCodebook.section(
            "What is told",
            [
                "Nothing is told of fewer than \(k) families. Calls alike in all that is told of "
                    + "when, where and in which variant they were made, are calls of \(k) families or "
                    + "more. So are, among these, calls that went alike in all that is told of it, "
                    + "and calls with the same value of any one other column. Several such columns "
                    + "taken together may be of fewer.",
                "A column is told of all calls of a period or of none: the sheet `told` says which. "
                    + "Columns are tried in a fixed order, and one that would tell of fewer families "
                    + "is left out, so that the finest columns (week, hour, institution) are told "
                    + "only where many families rang. Of municipality, institution and variant, "
                    + "values of too few families stand together as `(rest)`.",
                "No row is left out to bring this about. The tables, other than `reports`, are added "
                    + "up of these very rows: they hold no number that the rows do not, and a part "
                    + "that may not be told stands as `(not told)`.",
                "A period is a quarter, or several of one year where a quarter has fewer than "
                    + "4 × \(k) families. Periods do not depend on what is asked for: two exports of "
                    + "the same log tell the same of the periods that they share.",
            ])
        lines += EvaluationCodebook.section(
            "What is not in it",
            [
                "In rows: calls of unknown and withheld callers, of contacts and of professionals; rehearsals "
                    + "and calls that check the line. So the calls here are fewer than those offered "
                    + "in a report.",
                "In rows: waits other than in classes.",
                "The order of calls within what is told of their time: rows are sorted by their texts.",
            ])
        lines += EvaluationCodebook.section(
            "Files",
            [
                "UTF-8 by RFC 4180: commas, lines that end with CR LF, names in the first line. "
                    + "`evaluation.sqlite` holds the same tables. `MANIFEST.json` has each file's "
                    + "SHA-256. Made again of the same log with the same key, by the same version of "
                    + "the program and of SQLite, the files are the same byte by byte.",
                "`(none)`: there is nothing to tell, such as the wait of an unanswered call. "
                    + "`(not told)`: it may not be told. `(rest)`: values of too few families.",
                "Rosters by which the calls were routed (SHA-256): "
                    + (document.rosters.isEmpty
                        ? "none" : document.rosters.joined(separator: ", ")) + ".",
            ])
        for sheet in document.sheets {
            lines += ["## \(sheet.name)", "", sheet.summary + ".", ""]
            lines += ["| column | meaning | unit | values | formula |", "|---|---|---|---|---|"]
            lines += sheet.columns.map { column in
                "| "
                    + [column.name, column.meaning, column.unit, column.values, column.formula]
                    .joined(separator: " | ") + " |"
            }
            lines.append("")
        }
        text = lines.joined(separator: "\n")
    }

    private static func key(_ document: EvaluationDocument) -> String {
        let name =
            "`family` is a pseudonym: the first 16 characters of "
            + "Base32(HMAC-SHA-256(key, \"family|\" + id)). "
        guard let study = document.study else {
            return name
                + "The key was made for this export and kept nowhere: no other export names a "
                + "family alike."
        }
        return name
            + "The key is that of the study \(study), whose exports all name a family alike. It is "
            + "deleted at \(document.studyEnds ?? "its end")."
    }

    private static func section(_ title: String, _ items: [String]) -> [String] {
        ["## " + title, ""] + items.map { "- " + $0 } + [""]
    }
}
