import OnCallRoster

/// A change as it stands in the roster's file: a comment that says who made it and when, and the
/// rule.
struct ChangeEntry {
    /// The top-level list to which it belongs.
    let section: String
    /// The lines, the first of the rule with its hyphen; not indented.
    let lines: [String]

    init(_ change: RosterChange, at now: Instant, by author: ChangeAuthor) {
        var fields: [(key: String, value: String)] = []
        switch change.rule {
        case .override(let line, let who):
            section = "overrides"
            fields.append(("line", line.id.description))
            fields.append(("who", who?.rawValue ?? "nobody"))
        case .absence(let who):
            section = "absences"
            fields.append(("who", who.rawValue))
        }
        fields.append(("from", change.from.text))
        fields.append(("to", change.to.text))
        if let note = change.note { fields.append(("note", doubleQuoted(note))) }
        let comment = "# \(now.wholeSecond) by \(author.name): \(change.command())"
        lines =
            [comment]
            + fields.enumerated().map { index, field in
                "\(index == 0 ? "- " : "  ")\(field.key): \(field.value)"
            }
    }
}

/// A text as a double-quoted scalar on one line (YAML 1.2.2, section 7.3.1).
///
/// What could end the line, hide or be taken for an alias is written as an escape.
func doubleQuoted(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var quoted = "\""
    for (index, scalar) in scalars.enumerated() {
        switch scalar {
        case "\"": quoted += "\\\""
        case "\\": quoted += "\\\\"
        case "\t": quoted += "\\t"
        case "\n": quoted += "\\n"
        case "\r": quoted += "\\r"
        // The roster's reader refuses aliases before it knows what is quoted.
        case "*": quoted += "\\x2A"
        case "&" where index + 1 < scalars.count && scalars[index + 1] != " ": quoted += "\\x26"
        default: quoted += isPrintable(scalar) ? String(scalar) : escape(of: scalar)
        }
    }
    return quoted + "\""
}

private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate: false
    // Joins the parts of an emoji; other format characters turn the order of what is read.
    case .format: scalar == "\u{200D}"
    default: true
    }
}

private func escape(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let (mark, width) = scalar.value > 0xFFFF ? ("U", 8) : scalar.value > 0xFF ? ("u", 4) : ("x", 2)
    return "\\" + mark + String(repeating: "0", count: width - digits.count) + digits
}
