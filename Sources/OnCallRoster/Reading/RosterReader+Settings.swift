import Yams

extension RosterReader {
    mutating func readHolidays(_ section: Section) {
        with(section) { values, reader in
            let fields = values.fields(
                section.value, "'holidays'", known: ["country", "also", "dates"])
            var calendar = HolidayCalendar()
            if let node = fields["country"], let country = values.text(node, "'country'") {
                switch country {
                case "DK": calendar.denmark = true
                case "none": calendar.denmark = false
                default:
                    values.fail(
                        .type, node, "the holidays of '\(country)' are not known",
                        fix: "write DK, or none and list them under 'dates'")
                }
            }
            for item in values.items(fields["also"], "'also'") {
                guard let word = values.text(item, "a day") else { continue }
                RosterReader.readCustomDay(word, item, into: &calendar, &values)
            }
            let dates = fields["dates"].map { values.entries($0, "'dates'") } ?? []
            for (key, name, value) in dates {
                guard let date = values.date(name, at: values.place(key), "a holiday") else {
                    continue
                }
                calendar.dates[date] = values.text(value, "a holiday's name") ?? ""
            }
            reader.roster.holidays = calendar
        }
    }

    private static func readCustomDay(
        _ word: String, _ item: Node, into calendar: inout HolidayCalendar,
        _ values: inout NodeReader
    ) {
        let parts = word.split(separator: " ").map(String.init)
        let names = HolidayCalendar.Custom.allCases.map(\.rawValue)
        guard let first = parts.first, let custom = HolidayCalendar.Custom(rawValue: first) else {
            let near = suggestion(for: parts.first ?? "", among: names)
            values.fail(
                .type, item, "'\(word)' is no day that is known",
                fix: near.map { "did you mean '\($0)'?" }
                    ?? "use one of: \(names.joined(separator: ", "))")
            return
        }
        if parts.count == 1 {
            calendar.also[custom] = .midnight
        } else if parts.count == 3, parts[1] == "from", let time = WallTime(parts[2]),
            time < .endOfDay
        {
            calendar.also[custom] = time
        } else {
            let time = parts.last.flatMap { respelt(time: $0) } ?? "12:00"
            values.fail(
                .badDate, item, "'\(word)' is no day or half day",
                fix: "write '\(custom.rawValue) from \(time)'")
        }
    }

    mutating func readRest(_ section: Section) {
        with(section) { values, reader in
            let fields = values.fields(
                section.value, "'rest'", known: ["daily", "weekly", "days-in-a-row"])
            var rest = RestRules()
            rest.daily = values.duration(fields["daily"], "'daily'") ?? rest.daily
            rest.weekly = values.duration(fields["weekly"], "'weekly'") ?? rest.weekly
            rest.daysInARow =
                values.number(fields["days-in-a-row"], "'days-in-a-row'", in: 1...31)
                ?? rest.daysInARow
            reader.roster.rest = rest
        }
    }

    mutating func readNumbers(_ section: Section) {
        with(section) { values, reader in
            for (key, name, value) in values.entries(section.value, "'numbers'") {
                let place = values.place(key)
                guard let number = values.number(name, at: place),
                    reader.define(.hotlineNumber, number.e164, at: place)
                else { continue }
                let fields = values.fields(
                    value, "a number", known: ["municipality", "institution"])
                let municipality: MunicipalityID? = values.identifier(
                    fields["municipality"], "'municipality'")
                let institution: InstitutionID? = values.identifier(
                    fields["institution"], "'institution'")
                reader.refer(fields, .municipality, municipality, values)
                reader.refer(fields, .institution, institution, values)
                reader.roster.numbers.insert(
                    HotlineNumber(
                        number: number, municipality: municipality, institution: institution,
                        place: place),
                    as: number)
            }
        }
    }

    mutating func refer<Kind>(
        _ fields: Fields, _ kind: DefinedKind, _ id: Identifier<Kind>?, _ values: NodeReader,
        key: String? = nil
    ) {
        guard let node = fields[key ?? kind.rawValue] else { return }
        refer(to: id, kind, at: values.place(node))
    }

    mutating func readGeneralRouting(_ section: Section) {
        with(section) { values, reader in
            reader.roster.routing = reader.routing(
                section.value, over: Routing(), institution: nil, &values)
        }
    }

    /// Reads a `routing` whose missing keys are those of `base`.
    mutating func routing(
        _ node: Node, over base: Routing, institution: InstitutionID?, _ values: inout NodeReader
    ) -> Routing {
        let fields = values.fields(
            node, "'routing'",
            known: [
                "steps", "rounds", "max-wait", "callback", "confirm", "unknown", "announce",
            ])
        var routing = base
        routing.place = values.place(fields["max-wait"] ?? fields.keys["steps"] ?? node)
        if fields["steps"] != nil {
            routing.steps = values.items(fields["steps"], "'steps'").compactMap {
                step($0, institution: institution, &values)
            }
        }
        routing.rounds = values.number(fields["rounds"], "'rounds'", in: 1...10) ?? base.rounds
        routing.maxWait =
            values.duration(fields["max-wait"], "'max-wait'", atMost: .hours(1)) ?? base.maxWait
        routing.confirm = values.boolean(fields["confirm"], "'confirm'") ?? base.confirm
        routing.unknown = values.choice(fields["unknown"], "'unknown'") ?? base.unknown
        if let node = fields["callback"] {
            routing.callback = callback(node, over: base.callback, institution, &values)
        }
        if let node = fields["announce"] {
            routing.announcements = announcements(node, over: base.announcements, &values)
        }
        return routing
    }

    private mutating func callback(
        _ node: Node, over base: CallbackRule, _ institution: InstitutionID?,
        _ values: inout NodeReader
    ) -> CallbackRule {
        let fields = values.fields(node, "'callback'", known: ["within", "owner", "escalate"])
        var rule = base
        rule.within =
            values.duration(fields["within"], "'within'", atMost: .hours(24)) ?? base.within
        for (key, path) in [
            ("owner", \CallbackRule.owner), ("escalate", \CallbackRule.escalate),
        ] {
            guard let node = fields[key], let line: LineName = values.identifier(node, "'\(key)'")
            else { continue }
            rule[keyPath: path] = line
            ringReferences.append(
                RingReference(
                    line: line, place: values.place(node), institution: institution,
                    partners: false))
        }
        return rule
    }

    private func announcements(
        _ node: Node, over base: [Language: [AnnouncementKey: String]],
        _ values: inout NodeReader
    ) -> [Language: [AnnouncementKey: String]] {
        var result = base
        for (key, name, value) in values.entries(node, "'announce'") {
            guard
                let language: Language = values.identifier(
                    name, at: values.place(key), "a language")
            else { continue }
            let texts = values.fields(
                value, "the texts of '\(name)'", known: AnnouncementKey.allCases.map(\.rawValue))
            for text in AnnouncementKey.allCases {
                guard let spoken = values.text(texts[text.rawValue], "'\(text.rawValue)'") else {
                    continue
                }
                result[language, default: [:]][text] = spoken
            }
        }
        return result
    }

    private mutating func step(
        _ node: Node, institution: InstitutionID?, _ values: inout NodeReader
    ) -> RoutingStep? {
        let fields = values.fields(
            node, "a step", known: ["ring", "seconds", "callers", "within", "line"])
        guard let ringNode = fields["ring"] else {
            values.fail(.type, node, "a step rings nobody", fix: "add 'ring: [first]'")
            return nil
        }
        guard let ring = ring(ringNode, fields, institution, &values) else { return nil }
        let takes: String? =
            switch ring {
            case .lastAnswered: "within"
            case .partners: "line"
            case .lines, .contact, .lastResort: nil
            }
        for (key, owner) in [("within", "last-answered"), ("line", "partners")] where key != takes {
            guard let idle = fields[key] else { continue }
            values.fail(
                .type, idle, "'\(key)' means nothing in this step",
                fix: "remove it, or write 'ring: \(owner)'")
        }
        let seconds = values.number(fields["seconds"], "'seconds'", in: 1...600) ?? 25
        var callers: Set<CallerKind>?
        if let node = fields["callers"] {
            callers = Set(
                values.items(node, "'callers'").compactMap {
                    values.choice($0, "a kind of caller", CallerKind.self)
                })
        }
        return RoutingStep(
            ring: ring, ringTime: .seconds(seconds), callers: callers, place: values.place(node))
    }

    private mutating func ring(
        _ node: Node, _ fields: Fields, _ institution: InstitutionID?,
        _ values: inout NodeReader
    ) -> RoutingStep.Ring? {
        if case .sequence(let sequence) = node {
            let names = sequence.compactMap { item -> LineName? in
                guard let line: LineName = values.identifier(item, "a line") else { return nil }
                ringReferences.append(
                    RingReference(
                        line: line, place: values.place(item), institution: institution,
                        partners: false))
                return line
            }
            guard !names.isEmpty else {
                values.fail(.type, node, "a step rings no line", fix: "write 'ring: [first]'")
                return nil
            }
            return .lines(names)
        }
        switch values.text(node, "'ring'") {
        case "contact": return .contact
        case "last-resort": return .lastResort
        case "last-answered":
            let within = values.duration(fields["within"], "'within'")
            return .lastAnswered(within: within ?? .hours(48))
        case "partners":
            let line: LineName = values.identifier(fields["line"], "'line'") ?? "first"
            if let lineNode = fields["line"] {
                ringReferences.append(
                    RingReference(
                        line: line, place: values.place(lineNode), institution: institution,
                        partners: true))
            }
            return .partners(line: line)
        case .some(let word):
            let near = suggestion(
                for: word, among: ["contact", "last-answered", "partners", "last-resort"])
            values.fail(
                .type, node, "'ring: \(word)' is not known",
                fix: near.map { "did you mean '\($0)'?" } ?? "lines stand in a list: [\(word)]")
            return nil
        case nil: return nil
        }
    }
}
