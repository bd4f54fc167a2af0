import Yams

extension RosterReader {
    mutating func readMunicipalities(_ section: Section) {
        with(section) { values, reader in
            for (key, name, value) in values.entries(section.value, "'municipalities'") {
                let place = values.place(key)
                guard
                    let id: MunicipalityID = values.identifier(
                        name, at: place, "a municipality's id"),
                    reader.define(.municipality, name, at: place)
                else { continue }
                let fields = values.fields(
                    value, "a municipality", known: ["name", "last-resort", "lines", "after-call"])
                let municipality = Municipality(
                    id: id, name: values.text(fields["name"], "'name'") ?? name,
                    lastResort: reader.lastResort(fields["last-resort"], &values),
                    lines: reader.lines(fields["lines"], of: .municipality(id), &values),
                    afterCall: fields["after-call"].map { reader.afterCall($0, &values) }
                        ?? AfterCall(),
                    place: place)
                reader.roster.municipalities.insert(municipality, as: id)
            }
        }
    }

    mutating func readInstitutions(_ section: Section) {
        with(section) { values, reader in
            for (key, name, value) in values.entries(section.value, "'institutions'") {
                let place = values.place(key)
                guard
                    let id: InstitutionID = values.identifier(
                        name, at: place, "an institution's id"),
                    reader.define(.institution, name, at: place)
                else { continue }
                let fields = values.fields(
                    value, "an institution",
                    known: ["name", "municipalities", "partners", "lines", "routing"])
                let general = reader.roster.routing
                let institution = Institution(
                    id: id, name: values.text(fields["name"], "'name'") ?? name,
                    municipalities: reader.references(
                        fields["municipalities"], to: .municipality, &values),
                    partners: reader.references(fields["partners"], to: .institution, &values),
                    lines: reader.lines(fields["lines"], of: .institution(id), &values),
                    routing: fields["routing"].map {
                        reader.routing($0, over: general, institution: id, &values)
                    },
                    place: place)
                reader.roster.institutions.insert(institution, as: id)
            }
        }
    }

    /// A list of ids that must be defined somewhere.
    mutating func references<Kind>(
        _ node: Node?, to kind: DefinedKind, _ values: inout NodeReader
    ) -> [Identifier<Kind>] {
        values.items(node, "a list of ids").compactMap { item in
            let id: Identifier<Kind>? = values.identifier(item, "an id")
            refer(to: id, kind, at: values.place(item))
            return id
        }
    }

    private func lastResort(_ node: Node?, _ values: inout NodeReader) -> [LastResort] {
        values.items(node, "'last-resort'").compactMap { item in
            let fields = values.fields(
                item, "a last resort", known: ["number", "windows", "confirm"])
            guard let number = fields["number"] else {
                values.fail(.type, item, "a last resort has no number", fix: "add 'number: …'")
                return nil
            }
            let windows = fields["windows"].map { values.windows($0, "'windows'") ?? [] }
            let confirm = values.boolean(fields["confirm"], "'confirm'") ?? false
            guard let target = values.phone(number) else { return nil }
            return LastResort(target: target, windows: windows, confirm: confirm)
        }
    }

    private func afterCall(_ node: Node, _ values: inout NodeReader) -> AfterCall {
        let fields = values.fields(
            node, "'after-call'", known: ["follow-up", "within", "digest", "caseworker"])
        var result = AfterCall()
        result.followUp = values.choice(fields["follow-up"], "'follow-up'") ?? result.followUp
        result.caseworker = values.choice(fields["caseworker"], "'caseworker'") ?? result.caseworker
        if let digest = fields["digest"] {
            result.digest = values.items(digest, "'digest'").compactMap {
                values.choice($0, "a reader of the digest", AfterCall.FollowUpOwner.self)
            }
        }
        if let within = fields["within"], let word = values.text(within, "'within'") {
            let parts = word.split(separator: " ")
            if parts.count == 3, let count = Int(parts[0]), (1...60).contains(count),
                parts[1] == "working", parts[2] == "day" || parts[2] == "days"
            {
                result.within = .workingDays(count)
            } else if let duration = values.duration(within, "'within'") {
                result.within = .duration(duration)
            }
        }
        return result
    }

    private mutating func lines(
        _ node: Node?, of owner: LineID.Owner, _ values: inout NodeReader
    ) -> [Line] {
        guard let node else { return [] }
        return values.entries(node, "'lines'").compactMap { key, name, value in
            let place = values.place(key)
            guard let lineName: LineName = values.identifier(name, at: place, "a line's id") else {
                return nil
            }
            return line(LineID(owner, lineName), value, at: place, &values)
        }
    }

    private mutating func line(
        _ id: LineID, _ node: Node, at place: Place, _ values: inout NodeReader
    ) -> Line {
        let fields = values.fields(
            node, "a line",
            known: [
                "name", "covers", "phones", "duty", "rotations", "shifts", "overrides",
                "shifts-from",
            ])
        var shifts = datedDuties(fields["shifts"], "a shift", &values)
        if let tableNode = fields["shifts-from"],
            let path = values.text(tableNode, "'shifts-from'")
        {
            shifts += shiftTable(path, of: id, namedAt: values.place(tableNode))
        }
        return Line(
            id: id, name: values.text(fields["name"], "'name'") ?? id.name.rawValue,
            covers: coverage(fields["covers"], &values),
            phones: values.items(fields["phones"], "'phones'").compactMap { values.phone($0) },
            duty: values.choice(fields["duty"], "'duty'") ?? .standby,
            rotations: values.items(fields["rotations"], "'rotations'").compactMap {
                rotation($0, &values)
            },
            shifts: shifts,
            overrides: datedDuties(fields["overrides"], "an override", &values), place: place)
    }

    private func coverage(_ node: Node?, _ values: inout NodeReader) -> Line.Coverage {
        guard let node else { return .always }
        if case .scalar(let scalar) = node {
            switch scalar.string {
            case "always": return .always
            case "never": return .never
            default: break
            }
        }
        return values.windows(node, "'covers'").map { .windows($0) } ?? .always
    }

    private mutating func rotation(_ node: Node, _ values: inout NodeReader) -> Rotation? {
        let fields = values.fields(
            node, "a rotation",
            known: ["professionals", "starts", "turn", "handover", "windows", "weeks"])
        var place = values.place(node)
        if let first = fields.keys.values.map({ values.place($0) }).min(by: {
            ($0.line, $0.column) < ($1.line, $1.column)
        }) {
            place = first
        }
        let professionals: [ProfessionalID] = references(
            fields["professionals"], to: .professional, &values)
        for (key, example) in [
            ("professionals", "[anna, bo]"), ("starts", "2026-11-02"), ("turn", "1 week"),
        ]
        where fields[key].map(values.isEmptyList) ?? true {
            values.report(
                Problem(
                    .type, at: place, "a rotation has no '\(key)'", fix: "add '\(key): \(example)'")
            )
        }
        var starts = values.date(fields["starts"], "'starts'")
        if let early = starts, early < RosterReader.earliestStart, let node = fields["starts"] {
            values.fail(
                .badDate, node, "'starts' is '\(early)'",
                fix: "begin in \(RosterReader.earliestStart) or later")
            starts = nil
        }
        let turn = fields["turn"].flatMap { turnLength($0, &values) }
        let windows = fields["windows"].flatMap { node -> [Window]? in
            if values.isEmptyList(node) {
                values.fail(
                    .type, node, "'windows' is empty", fix: "name a window, or remove the key")
            }
            return values.windows(node, "'windows'")
        }
        if case .windows = turn {
            if fields["windows"] == nil {
                values.report(
                    Problem(
                        .type, at: place, "turns are counted in windows, but none are given",
                        fix: "add 'windows: [\"Mon-Fri 16:00-08:00\"]'"))
            }
            if let handover = fields.keys["handover"] {
                values.fail(
                    .type, handover, "turns that are counted in windows have no handover",
                    fix: "remove 'handover'")
            }
        }
        let handover = values.wallTime(fields["handover"], "'handover'") ?? .midnight
        let weeks: Rotation.Weeks = values.choice(fields["weeks"], "'weeks'") ?? .all
        guard let starts, let turn, !professionals.isEmpty else { return nil }
        return Rotation(
            professionals: professionals, starts: starts, turn: turn, handover: handover,
            windows: windows, weeks: weeks, place: place)
    }

    /// Turns are counted from their start each time; nobody's began before this.
    private static let earliestStart = CivilDate(
        dayNumber: CivilDate.dayNumber(year: 2000, month: 1, day: 1))

    private func turnLength(_ node: Node, _ values: inout NodeReader) -> Rotation.Turn? {
        guard let word = values.text(node, "'turn'") else { return nil }
        let parts = word.split(separator: " ")
        if parts.count == 2, let count = Int(parts[0]), (1...366).contains(count) {
            switch parts[1] {
            case "day", "days": return .days(count)
            case "week", "weeks": return .days(count * 7)
            case "window", "windows": return .windows(count)
            default: break
            }
        }
        values.fail(
            .type, node, "'turn' is '\(word)'",
            fix: "write a number and day(s), week(s) or window(s), such as '1 week'")
        return nil
    }

    private mutating func datedDuties(
        _ node: Node?, _ what: String, _ values: inout NodeReader
    ) -> [DatedDuty] {
        values.items(node, what).compactMap { item in
            let fields = values.fields(item, what, known: ["who", "from", "to", "note"])
            let place = fields.keys["who"].map { values.place($0) } ?? values.place(item)
            return datedDuty(fields, what, at: place, &values)
        }
    }

    /// Overrides that stand by themselves and name their line, so that a file of its own can hold
    /// them.
    mutating func readOverrides(_ section: Section) {
        with(section) { values, reader in
            for item in values.items(section.value, "'overrides'") {
                let fields = values.fields(
                    item, "an override", known: ["line", "who", "from", "to", "note"])
                let place = fields.keys["line"].map { values.place($0) } ?? values.place(item)
                guard let node = fields["line"], let name = values.text(node, "'line'") else {
                    if fields["line"] == nil {
                        values.report(
                            Problem(
                                .type, at: place, "an override names no line",
                                fix: "add 'line: INSTITUTION/LINE'"))
                    }
                    continue
                }
                let duty = reader.datedDuty(fields, "an override", at: place, &values)
                guard let line = reader.roster.line(named: name) else {
                    let near = suggestion(
                        for: name, among: reader.roster.lines.map(\.id.description))
                    values.fail(
                        .unknownLine, node, "no line '\(name)'",
                        fix: near.map { "did you mean '\($0)'?" }
                            ?? "write INSTITUTION/LINE or MUNICIPALITY/LINE")
                    continue
                }
                if let duty { reader.roster.add(duty, toOverridesOf: line.id) }
            }
        }
    }

    private mutating func datedDuty(
        _ fields: Fields, _ what: String, at place: Place, _ values: inout NodeReader
    ) -> DatedDuty? {
        guard let whoNode = fields["who"], let who = values.text(whoNode, "'who'") else {
            if fields["who"] == nil {
                values.report(
                    Problem(
                        .type, at: place, "\(what) names nobody",
                        fix: "add 'who: ID', or 'who: nobody' to empty the line"))
            }
            return nil
        }
        let interval = interval(of: fields, at: place, &values)
        return datedDuty(
            who, at: values.place(whoNode), interval,
            note: values.text(fields["note"], "'note'"), rule: place, &values)
    }

    mutating func datedDuty(
        _ who: String, at whoPlace: Place, _ interval: Interval?, note: String?, rule: Place,
        _ values: inout NodeReader
    ) -> DatedDuty? {
        var professional: ProfessionalID?
        if who != "nobody" {
            professional = values.identifier(who, at: whoPlace, "'who'")
            guard professional != nil else { return nil }
            refer(to: professional, .professional, at: whoPlace)
        }
        guard let interval else { return nil }
        return DatedDuty(who: professional, interval: interval, note: note, place: rule)
    }

    func interval(
        of fields: Fields, at place: Place, _ values: inout NodeReader, openEnd: Bool = false
    ) -> Interval? {
        func moment(_ key: String, _ values: inout NodeReader) -> (String, Place)? {
            guard let node = fields[key], let text = values.text(node, "'\(key)'") else {
                return nil
            }
            return (text, values.place(node))
        }
        return values.interval(
            from: moment("from", &values), to: moment("to", &values), in: roster.zone, at: place,
            openEnd: openEnd)
    }
}
