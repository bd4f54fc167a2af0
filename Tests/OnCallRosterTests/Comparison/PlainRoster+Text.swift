import Foundation

extension PlainRoster {
    /// The rules as an administrator would write them.
    var yaml: String {
        var text = ["roster: 1"]
        if let zone { text.append("timezone: \(zone)") }
        text += holidays.yaml
        text += ["municipalities:", "  fjordby:", "    name: Fjordby Kommune"]
        text += section(lines.filter(\.ofMunicipality))
        text += ["institutions:", "  egetraeet:", "    name: Døgninstitutionen Egetræet"]
        text += section(lines.filter { !$0.ofMunicipality })
        text.append("professionals:")
        text += professionals.map { "  \($0.yaml)" }
        if !absences.isEmpty { text.append("absences:") }
        text += absences.map { "  - \(yaml(of: $0))" }
        return text.joined(separator: "\n") + "\n"
    }

    private func section(_ lines: [PlainLine]) -> [String] {
        var text: [String] = lines.isEmpty ? [] : ["    lines:"]
        for line in lines {
            text.append("      \(line.name):")
            text += body(of: line).map { "        " + $0 }
        }
        return text
    }

    private func body(of line: PlainLine) -> [String] {
        var text = [line.covers.yaml]
        if !line.rotations.isEmpty { text.append("rotations:") }
        text += line.rotations.map { "  - { \(yaml(of: $0)) }" }
        if !line.shifts.isEmpty { text.append("shifts:") }
        text += line.shifts.map { "  - \(yaml(of: $0))" }
        if !line.overrides.isEmpty { text.append("overrides:") }
        text += line.overrides.map { "  - \(yaml(of: $0))" }
        return text
    }

    private func yaml(of rotation: PlainRotation) -> String {
        let names = rotation.professionals.map { professionals[$0].id }.joined(separator: ", ")
        var keys = ["professionals: [\(names)]", "starts: \(PlainDay(rotation.starts).date)"]
        keys.append("turn: \(rotation.turn.yaml)")
        if let handover = rotation.handover { keys.append("handover: \(timeText(handover))") }
        if let windows = rotation.windows { keys.append("windows: \(list(windows))") }
        if rotation.weeks != .all { keys.append("weeks: \(rotation.weeks.rawValue)") }
        return keys.joined(separator: ", ")
    }

    private func yaml(of rule: PlainDated) -> String {
        let who = rule.who.map { professionals[$0].id } ?? "nobody"
        return "{ who: \(who), from: \(rule.from.text), to: \(rule.to.text) }"
    }
}

extension PlainHolidays {
    fileprivate var yaml: [String] {
        guard denmark || !also.isEmpty || !dates.isEmpty else { return [] }
        var text = ["holidays:"]
        if denmark { text.append("  country: DK") }
        if !also.isEmpty { text.append("  also:") }
        text += also.map { day, from in
            "    - \(day.rawValue)" + (from > 0 ? " from \(timeText(from))" : "")
        }
        if !dates.isEmpty { text.append("  dates:") }
        return text + dates.map { "    \(PlainDay($0).date): Lukkedag" }
    }
}

extension PlainProfessional {
    fileprivate var yaml: String {
        var keys = ["phones: [\"sip:\(id)@egetraeet.example\"]"]
        if !available.isEmpty { keys.append("available: \(list(available))") }
        if let from { keys.append("from: \(PlainDay(from).date)") }
        if let until { keys.append("until: \(PlainDay(until).date)") }
        return "\(id): { \(keys.joined(separator: ", ")) }"
    }
}

extension PlainCovers {
    fileprivate var yaml: String {
        switch self {
        case .always: "covers: always"
        case .never: "covers: never"
        case .windows(let windows): "covers: \(list(windows))"
        }
    }
}

extension PlainTurn {
    fileprivate var yaml: String {
        switch self {
        case .days(let count): "\(count) \(count == 1 ? "day" : "days")"
        case .weeks(let count): "\(count) \(count == 1 ? "week" : "weeks")"
        case .windows(let count): "\(count) \(count == 1 ? "window" : "windows")"
        }
    }
}

private func list(_ windows: [PlainWindow]) -> String {
    let texts = windows.map { window in
        let except = window.except.map { " " + $0 } ?? ""
        return "\"\(window.days) \(timeText(window.from))-\(timeText(window.to))\(except)\""
    }
    return "[\(texts.joined(separator: ", "))]"
}

/// `HH:MM` of minutes past midnight.
func timeText(_ minutes: Int) -> String { String(format: "%02d:%02d", minutes / 60, minutes % 60) }
