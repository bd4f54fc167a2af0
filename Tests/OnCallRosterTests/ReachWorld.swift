import HotlineTestSupport

/// A small roster as plain data, made up from a seed: two institutions, two municipalities.
///
/// Hours count from `Fixtures.now`, a Sunday at 13:00 in Copenhagen; up to the end of the horizon no
/// clock changes.
struct ReachWorld {
    struct Person {
        let id: String
        let isDesk: Bool
        var phones: [String]
        var isAvailable = false
        /// The midnight with which employment ends.
        var leaves: Int?
    }

    struct Line {
        let owner: String
        let name: String
        var dutyPhone: String?
        var rotation: [String]
        var handover = 0
        var isForWeekdays = false
        var shifts: [Dated] = []
        var overrides: [Dated] = []
    }

    struct Dated {
        /// `nil`: nobody.
        let who: String?
        let from: Int
        let to: Int

        func contains(_ hour: Int) -> Bool { from <= hour && hour < to }
    }

    struct Step {
        /// `contact`, `last-answered`, `partners`, `last-resort`, or lines joined by `+`.
        let ring: String
        let seconds: Int
        let isForFamilies: Bool
    }

    struct Routing {
        var steps: [Step]
        let rounds: Int
        var maxWait: Int
    }

    struct Family {
        let id: String
        let institution: String
        let municipality: String?
        let contact: String?
        let number: String
    }

    static let end = 56 * 24
    var people: [Person] = []
    var lines: [Line] = []
    var absences: [Dated] = []
    var families: [Family] = []
    /// The general routing, and that of i1 where it has its own.
    var general = Routing(steps: [], rounds: 1, maxWait: 240)
    var own: Routing?
    /// The last resort of m0; m1 has the settings'.
    var lastResort = "114"
}

// MARK: Made up

extension ReachWorld {
    /// Every third has all its lines filled and a plan that rings them; the others have all sorts of
    /// faults.
    init(_ seed: Int) {
        var dice = SplitMix64(seed)
        let isCalm = seed % 3 == 0
        people =
            (0..<5).map { person($0, &dice) } + [
                Person(id: "d0", isDesk: true, phones: ["sip:d0@x.example"])
            ]
        var owned = [
            ("m0", "office"), ("i0", "first"), ("i0", "backup"), ("i1", "first"), ("i1", "backup"),
        ]
        if dice.once(in: 3) { owned.append(("m0", "first")) }
        lines = owned.map { line($0.0, $0.1, &dice) }
        absences = (0..<dice.below(3)).map { _ in dated("p\(dice.below(5))", &dice) }
        families = (0..<dice.below(6)).map { family($0, &dice) }
        general = routing(&dice)
        if dice.once(in: 3) { own = routing(&dice) }
        if dice.once(in: 6) { lastResort = people[0].phones.first ?? "114" }
        if isCalm { calm() }
    }

    private mutating func calm() {
        for index in people.indices {
            people[index].leaves = nil
            if !people[index].isDesk { people[index].phones = ["sip:p\(index)@x.example"] }
        }
        for index in lines.indices where lines[index].name != "office" {
            lines[index].rotation = ["p\(index % 5)"]
            lines[index].isForWeekdays = false
            lines[index].overrides = lines[index].overrides.filter { $0.who != "d0" }
        }
        absences = absences.filter { $0.who == "p2" }
        let both = Step(ring: "first+backup", seconds: 20, isForFamilies: true)
        general.steps.insert(both, at: general.steps.count / 2)
        general.maxWait = 240
        own?.steps.insert(both, at: 0)
        own?.maxWait = 240
    }

    private func person(_ index: Int, _ dice: inout SplitMix64) -> Person {
        let number = "+45 00 00 00 4\(index)"
        var person = Person(
            id: "p\(index)", isDesk: false,
            phones: [dice.once(in: 2) ? number : "sip:p\(index)@x.example"])
        if dice.once(in: 2) { person.phones.append("sip:p\(index)-2@x.example") }
        if dice.once(in: 8) { person.phones = ["sip:d0@x.example"] }
        if dice.once(in: 6) { person.phones = [] }
        person.isAvailable = dice.once(in: 6)
        if dice.once(in: 6) { person.leaves = 24 * dice.below(40) + 11 }
        return person
    }

    private func family(_ index: Int, _ dice: inout SplitMix64) -> Family {
        Family(
            id: "f\(index)", institution: index < 3 ? "i0" : "i1",
            municipality: index == 3 ? nil : "m\(dice.below(2))",
            contact: dice.once(in: 2) ? nil : people[dice.below(6)].id,
            number: "+45 00 00 00 4\(dice.below(2) * 5 + index)")
    }

    private func line(_ owner: String, _ name: String, _ dice: inout SplitMix64) -> Line {
        let people = name == "office" ? ["d0"] : [dice.person, dice.person, dice.person]
        var line = Line(
            owner: owner, name: name, rotation: Array(people.prefix(1 + dice.below(3))))
        line.dutyPhone = dice.once(in: 4) ? "sip:duty\(dice.below(2))@x.example" : nil
        line.handover = dice.below(24)
        line.isForWeekdays = dice.once(in: 5)
        if dice.once(in: 3) { line.rotation = [] }
        if dice.once(in: 2) { line.shifts = [dated(dice.person, &dice)] }
        if dice.once(in: 2) {
            line.overrides = [dated(dice.once(in: 3) ? nil : dice.person, &dice)]
        }
        return line
    }

    private func dated(_ who: String?, _ dice: inout SplitMix64) -> Dated {
        let from = dice.below(ReachWorld.end - 300)
        return Dated(who: who, from: from, to: from + 1 + dice.below(300))
    }

    private func routing(_ dice: inout SplitMix64) -> Routing {
        let rings = [
            "office", "first", "backup", "first+backup", "partners", "contact", "contact",
            "last-answered", "last-answered", "last-resort",
        ]
        let steps = (0..<(2 + dice.below(4))).map { _ in
            Step(
                ring: rings[dice.below(rings.count)], seconds: [5, 18, 37, 57, 100][dice.below(5)],
                isForFamilies: !dice.once(in: 6))
        }
        return Routing(
            steps: steps, rounds: 1 + dice.below(2), maxWait: 60 + 60 * dice.below(4))
    }
}

extension SplitMix64 {
    /// Anybody, the desk seldom.
    fileprivate var person: String {
        mutating get { once(in: 4) ? "d0" : "p\(below(5))" }
    }
}

// MARK: Written down

extension ReachWorld {
    /// A wall time: `2026-11-22 13:00` for hour 0.
    static func wall(_ hour: Int) -> String {
        let day = 22 + (hour + 13) / 24
        let date =
            day <= 30
            ? "2026-11-\(day)"
            : day <= 61 ? "2026-12-\(two(day - 30))" : "2027-01-\(two(day - 61))"
        return "\(date) \(two((hour + 13) % 24)):00"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    var yaml: String {
        var text = ["roster: 1", "municipalities:"]
        text += ["  m0:", "    last-resort: [{ number: \"\(lastResort)\" }]", "    lines:"]
        text += lines.filter { $0.owner == "m0" }.map(yaml)
        text += ["  m1: { name: M1 }", "institutions:"]
        for (id, more) in [("i0", "municipalities: [m0, m1]"), ("i1", "partners: [i0]")] {
            text += ["  \(id):", "    \(more)"]
            if id == "i0" { text.append("    partners: [i1]") }
            if id == "i1", let own { text += ["    routing:"] + yaml(own).map { "    " + $0 } }
            text += ["    lines:"] + lines.filter { $0.owner == id }.map(yaml)
        }
        text += ["routing:"] + yaml(general) + ["professionals:"] + people.map(yaml)
        if !absences.isEmpty { text += ["absences:"] + absences.map { "  - \(yaml($0))" } }
        if !families.isEmpty { text += ["families:"] + families.map(yaml) }
        return text.joined(separator: "\n") + "\n"
    }

    private func yaml(_ line: Line) -> String {
        var keys = ["covers: never"]
        if let phone = line.dutyPhone { keys.append("phones: [\"\(phone)\"]") }
        if !line.rotation.isEmpty {
            let windows = line.isForWeekdays ? ", windows: [\"Mon-Fri 00:00-24:00\"]" : ""
            keys.append(
                "rotations: [{ professionals: [\(line.rotation.joined(separator: ", "))], "
                    + "starts: 2026-11-16, turn: 1 week, "
                    + "handover: \"\(ReachWorld.two(line.handover)):00\"\(windows) }]")
        }
        for (key, rules) in [("shifts", line.shifts), ("overrides", line.overrides)]
        where !rules.isEmpty {
            keys.append("\(key): [\(rules.map(yaml).joined(separator: ", "))]")
        }
        return "      \(line.name): { \(keys.joined(separator: ", ")) }"
    }

    private func yaml(_ dated: Dated) -> String {
        "{ who: \(dated.who ?? "nobody"), from: \(ReachWorld.wall(dated.from)), "
            + "to: \(ReachWorld.wall(dated.to)) }"
    }

    private func yaml(_ routing: Routing) -> [String] {
        let steps = routing.steps.map { step in
            let isWord = ["contact", "last-answered", "partners", "last-resort"].contains(step.ring)
            let ring = isWord ? step.ring : "[\(step.ring.replacing("+", with: ", "))]"
            let callers = step.isForFamilies ? "" : ", callers: [contact, unknown]"
            return "    - { ring: \(ring), seconds: \(step.seconds)\(callers) }"
        }
        let head = ["rounds: \(routing.rounds)", "max-wait: \(routing.maxWait / 60) min", "steps:"]
        return head.map { "  \($0)" } + steps
    }

    private func yaml(_ person: Person) -> String {
        var keys = ["kind: \(person.isDesk ? "desk" : "person")"]
        keys.append("phones: [\(person.phones.map { "\"\($0)\"" }.joined(separator: ", "))]")
        if person.isAvailable { keys.append("available: [\"Mon-Fri 08:00-15:00\"]") }
        if let leaves = person.leaves {
            keys.append("until: \(ReachWorld.wall(leaves - 1).prefix(10))")
        }
        return "  \(person.id): { \(keys.joined(separator: ", ")) }"
    }

    private func yaml(_ family: Family) -> String {
        var keys = ["phones: [\"\(family.number)\"]", "institution: \(family.institution)"]
        if let municipality = family.municipality { keys.append("municipality: \(municipality)") }
        if let contact = family.contact { keys.append("contact: \(contact)") }
        return "  \(family.id): { \(keys.joined(separator: ", ")) }"
    }
}
