package import OnCallRoster

/// A change that the roster can take: all that it names exists, and it ends after it begins.
package struct RosterChange: Sendable {
    package enum Rule: Sendable {
        /// `who` is `nil` for nobody.
        case override(Line, who: ProfessionalID?)
        case absence(of: ProfessionalID)
    }

    package let rule: Rule
    package let from: WrittenTime
    package let to: WrittenTime
    package let interval: Interval
    package let note: String?

    /// The longest change, in days: what lasts longer is a mistyped year, or a rule of its own.
    package static let longest = 366

    init(_ request: ChangeRequest, in roster: Roster) throws(ChangeRefusal) {
        rule = try Rule(request.rule, in: roster)
        from = try request.from.written(in: roster.zone)
        to = try request.to?.written(in: roster.zone) ?? WrittenTime(date: from.date, time: nil)
        note = request.note
        let (start, end) = (from.beginning(in: roster.zone), to.end(in: roster.zone))
        guard start < end else {
            throw ChangeRefusal(.endsBeforeItBegins(start: start, end: end), in: roster)
        }
        interval = Interval(start, end)
        guard interval.duration <= .days(RosterChange.longest) else {
            throw ChangeRefusal(.tooLong(interval), in: roster)
        }
    }

    /// The override that would fill a gap; by somebody yet to be named if `who` is `nil`.
    package init(
        filling gap: Interval, of line: Line, by who: ProfessionalID?, in roster: Roster
    ) {
        let (from, to) = (roster.zone.wall(of: gap.start), roster.zone.wall(of: gap.end))
        rule = .override(line, who: who ?? "PROFESSIONAL")
        self.from = WrittenTime(date: from.date, time: from.time)
        self.to = WrittenTime(date: to.date, time: to.time)
        interval = gap
        note = nil
    }

    /// The command that asks for this change. It says nothing of the note.
    ///
    /// - Parameter path: the roster, where the command has to name it.
    package func command(path: String? = nil) -> String {
        var words = ["hotlinectl", "roster"]
        let place = [path].compactMap { $0.map(shellQuoted) }
        switch rule {
        case .override(let line, let who):
            words += ["override"] + place
            words += ["--line", line.id.description, "--who", who?.rawValue ?? "nobody"]
        case .absence(let who): words += ["sick", who.rawValue] + place
        }
        words += ["--from", shellQuoted(from.text), "--to", shellQuoted(to.text)]
        return words.joined(separator: " ")
    }
}

extension RosterChange.Rule {
    fileprivate init(_ asked: ChangeRequest.Rule, in roster: Roster) throws(ChangeRefusal) {
        switch asked {
        case .override(let line, "nobody"): self = .override(try roster.known(line: line), who: nil)
        case .override(let line, let who):
            let line = try roster.known(line: line)
            self = .override(line, who: try roster.known(professional: who))
        case .absence(let who): self = .absence(of: try roster.known(professional: who))
        }
    }
}

extension Roster {
    /// The line that is named `OWNER/LINE`; an institution's comes before a municipality's.
    fileprivate func known(line text: String) throws(ChangeRefusal) -> Line {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2 {
            let name = LineName(rawValue: parts[1])
            let ofInstitution = institutions[InstitutionID(rawValue: parts[0])]?.line(name)
            let ofMunicipality = municipalities[MunicipalityID(rawValue: parts[0])]?.line(name)
            if let line = ofInstitution ?? ofMunicipality { return line }
        }
        throw ChangeRefusal(.unknownLine(text, known: lines.map(\.id.description)), in: self)
    }

    fileprivate func known(professional id: String) throws(ChangeRefusal) -> ProfessionalID {
        if let professional = professionals[ProfessionalID(rawValue: id)] { return professional.id }
        throw ChangeRefusal(
            .unknownProfessional(id, known: professionals.values.map(\.id.rawValue)), in: self)
    }
}

/// A word that a shell reads as it stands.
package func shellQuoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
            || "-_./:@+,".utf8.contains(byte)
    }
    return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
}
