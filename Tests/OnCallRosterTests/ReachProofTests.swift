import HotlineTestSupport
import OnCallRoster
import Testing

/// A roster of one institution; each entry is one line of YAML below its key.
private struct Plan {
    var steps = ["ring: [first], seconds: 25", "ring: [backup], seconds: 25"]
    var routing = "max-wait: 4 min"
    var lines = ["first: { rotations: [\(always("anna"))] }", "backup: {}"]
    var institution = "municipalities: [fjordby]"
    var municipality = "name: Fjordby"
    var professionals = [
        "anna: { phones: [\"sip:anna@x.example\"] }", "bo: { phones: [\"sip:bo@x.example\"] }",
        "desk: { kind: desk, phones: [\"sip:desk@x.example\"] }",
    ]
    var families = [family("jensen", "31")]
    var more: [String] = []

    static func always(_ professional: String) -> String {
        "{ professionals: [\(professional)], starts: 2026-01-01, turn: 1 week }"
    }

    static func line(_ name: String, of professional: String, _ more: String = "") -> String {
        "\(name): { rotations: [\(always(professional))]\(more) }"
    }

    static func family(_ id: String, _ number: String, _ more: String = "") -> String {
        "\(id): { phones: [\"+45 00 00 00 \(number)\"], municipality: fjordby, "
            + "institution: egetraeet\(more) }"
    }

    var yaml: String {
        var text = ["roster: 1", "municipalities:", "  fjordby: { \(municipality) }"]
        text += ["institutions:", "  egetraeet:", "    \(institution)", "    lines:"]
        text += lines.map { "      " + $0 }
        text += ["professionals:"] + professionals.map { "  " + $0 }
        if !families.isEmpty { text += ["families:"] + families.map { "  " + $0 } }
        text += ["routing:", "  \(routing)", "  steps:"] + steps.map { "    - { \($0) }" }
        return (text + more).joined(separator: "\n") + "\n"
    }

    var alarms: [Problem] {
        let problems = read(yaml).problems
        #expect(problems.filter { $0.severity == .error } == [], "\(yaml)")
        return problems.filter { $0.code == .unreachable }
    }

    /// What the first alarm says keeps the plan from a person.
    var reason: String? { alarms.first?.message.split(separator: ": ").last.map(String.init) }
}

@Suite struct `Reach of a plan` {
    @Test func `a person who is on at every instant is proof enough`() {
        #expect(Plan().alarms == [])
    }

    @Test func `an absence is told from its first to its last instant, with the line to fill`() {
        var plan = Plan()
        plan.more = ["absences:", "  - { who: anna, from: 2026-12-10, to: 2026-12-14 }"]
        let alarm = plan.alarms.first
        #expect(
            alarm?.message
                == "the plan of family 'jensen' of egetraeet reaches no person from "
                + "2026-12-10 00:00 to 2026-12-15 00:00: nobody fills 'egetraeet/first'")
        #expect(alarm?.fix == "add a shift or an override on 'egetraeet/first' then")
        #expect(alarm?.severity == .alarm)
    }

    @Test func `an override that fills the hole mends it`() {
        var plan = Plan()
        plan.more = ["absences:", "  - { who: anna, from: 2026-12-10, to: 2026-12-14 }"]
        let filled = "{ who: bo, from: 2026-12-10, to: 2026-12-14 }"
        plan.lines[0] = Plan.line("first", of: "anna", ", overrides: [\(filled)]")
        #expect(plan.alarms == [])
    }

    @Test func `a minute short of mending it is told as that minute`() {
        var plan = Plan()
        plan.more = ["absences:", "  - { who: anna, from: 2026-12-10, to: 2026-12-14 }"]
        let filled = "{ who: bo, from: 2026-12-10 00:00, to: 2026-12-14 23:59 }"
        plan.lines[0] = Plan.line("first", of: "anna", ", overrides: [\(filled)]")
        let minute = "from 2026-12-14 23:59 to 2026-12-15 00:00:"
        #expect(plan.alarms.map { $0.message.contains(minute) } == [true])
    }

    @Test func `several holes are counted and the first is told`() {
        var plan = Plan()
        plan.more = ["absences:"]
        for day in ["2026-12-10", "2026-12-12", "2026-12-14"] {
            plan.more.append("  - { who: anna, from: \(day), to: \(day) }")
        }
        #expect(
            plan.alarms.map {
                $0.message.contains("from 2026-12-10 00:00 to 2026-12-11 00:00, and 2 more times:")
            } == [true])
    }

    @Test func `a desk is a place, and so is a last resort`() {
        var plan = Plan()
        plan.lines[0] = Plan.line("first", of: "desk")
        #expect(plan.alarms.first?.fix == "add a shift or an override on 'egetraeet/backup' then")
        plan.lines[1] = Plan.line("backup", of: "desk")
        #expect(plan.reason == "only the desk 'desk' fills 'egetraeet/first'")
        plan.lines[1] = Plan.line("backup", of: "bo")
        #expect(plan.alarms == [])
    }
}

@Suite struct `Reach within max-wait` {
    private func slow(_ seconds: Int, maxWait: String) -> Plan {
        var plan = Plan()
        plan.steps = ["ring: [first], seconds: \(seconds)", "ring: [backup], seconds: 25"]
        plan.routing = "max-wait: \(maxWait)"
        plan.lines = [Plan.line("first", of: "desk"), Plan.line("backup", of: "anna")]
        return plan
    }

    @Test(arguments: [
        // A last resort of 60 seconds is added, and kept back: five seconds must be left before it.
        (175, true), (176, false),
    ])
    func `who comes after the others have rung out is reached in the time that is left`(
        _ seconds: Int, _ isReached: Bool
    ) {
        #expect(slow(seconds, maxWait: "4 min").alarms.isEmpty == isReached)
    }

    @Test func `the max-wait that is told mends it, and a minute less does not`() {
        let plan = slow(200, maxWait: "2 min")
        #expect(plan.reason == "'max-wait' is over before 'egetraeet/backup' is rung")
        #expect(
            plan.alarms.first?.fix
                == "raise 'max-wait' to 5 min, or ring fewer or shorter steps before")
        #expect(slow(200, maxWait: "5 min").alarms == [])
        #expect(slow(200, maxWait: "4 min").alarms.count == 1)
    }

    @Test func `no longer max-wait is advised than the format allows`() {
        var plan = slow(25, maxWait: "4 min")
        for index in 0..<6 {
            let desk = "desk\(index)"
            let phone = "sip:\(desk)@x.example"
            plan.professionals.append("\(desk): { kind: desk, phones: [\"\(phone)\"] }")
            plan.lines.append(Plan.line("day\(index)", of: desk))
            plan.steps.insert("ring: [day\(index)], seconds: 600", at: 0)
        }
        #expect(plan.alarms.first?.fix == "ring fewer or shorter steps before")
    }

    @Test func `a desk that is rung already takes no time again in the round`() {
        var plan = slow(80, maxWait: "4 min")
        plan.steps.insert("ring: [first], seconds: 100", at: 0)
        #expect(plan.alarms == [])
        plan.lines.append(Plan.line("day", of: "other"))
        plan.professionals.append("other: { kind: desk, phones: [\"sip:other@x.example\"] }")
        plan.steps[1] = "ring: [day], seconds: 80"
        #expect(plan.alarms.count == 1)
    }

    @Test func `once the last resort has rung, no time is kept back for it`() {
        var plan = slow(170, maxWait: "4 min")
        plan.steps = [
            "ring: [first], seconds: 60", "ring: last-resort, seconds: 120",
            "ring: [backup], seconds: 25",
        ]
        #expect(plan.alarms == [])
        plan.steps[1] = "ring: last-resort, seconds: 176"
        #expect(plan.alarms.count == 1)
    }

    @Test func `after a last resort that took less than was kept, the plan goes on`() {
        var plan = slow(137, maxWait: "4 min")
        plan.lines.append(Plan.line("day", of: "other"))
        plan.professionals.append("other: { kind: desk, phones: [\"sip:other@x.example\"] }")
        plan.steps = [
            "ring: last-resort, seconds: 100, callers: [unknown]", "ring: [first], seconds: 137",
            "ring: [day], seconds: 20", "ring: last-resort, seconds: 30",
            "ring: [backup], seconds: 25",
        ]
        #expect(plan.alarms == [])
        plan.steps.remove(at: 3)
        #expect(plan.alarms.count == 1)
    }

    @Test func `a desk is rung once a round, also where another line has a duty phone`() {
        var plan = slow(100, maxWait: "4 min")
        plan.lines.append(Plan.line("day", of: "desk", ", phones: [\"sip:duty@x.example\"]"))
        plan.steps.insert("ring: [day], seconds: 80", at: 1)
        #expect(plan.alarms == [])
        plan.steps.swapAt(0, 1)
        #expect(plan.alarms == [])
    }

    @Test func `whoever answered last may be a desk, and its time is counted`() {
        var plan = slow(100, maxWait: "4 min")
        plan.lines.append(Plan.line("day", of: "other"))
        plan.professionals.append("other: { kind: desk, phones: [\"sip:other@x.example\"] }")
        plan.steps += ["ring: [day], seconds: 25"]
        #expect(plan.alarms == [])
        plan.steps.insert("ring: last-answered, seconds: 100", at: 1)
        #expect(plan.alarms.count == 1)
    }
}

@Suite struct `Reach of persons on their phones` {
    @Test func `nobody is reached without a phone, unless the line has a duty phone`() {
        var plan = Plan()
        plan.professionals[0] = "anna: { name: Anna }"
        #expect(plan.reason == "'anna' has no phone")
        #expect(plan.alarms.first?.fix == "add a phone for 'anna'")
        plan.lines[0] = Plan.line("first", of: "anna", ", phones: [\"sip:duty@x.example\"]")
        #expect(plan.alarms == [])
    }

    @Test func `the family's own number is nobody's phone`() {
        var plan = Plan()
        plan.professionals[0] = "anna: { phones: [\"+45 00 00 00 31\"] }"
        #expect(plan.reason == "no phone rings for 'anna' alone")
        plan.families = [Plan.family("jensen", "32")]
        #expect(plan.alarms == [])
    }

    @Test func `a second phone is rung in a second round only`() {
        var plan = Plan()
        plan.professionals[0] = "anna: { phones: [\"+45 00 00 00 31\", \"sip:anna@x.example\"] }"
        #expect(plan.alarms.count == 1)
        plan.routing = "rounds: 2"
        #expect(plan.alarms == [])
    }

    @Test func `a phone that a desk or a last resort rang before rings for nobody else`() {
        var plan = Plan()
        plan.lines = [Plan.line("first", of: "desk"), Plan.line("backup", of: "anna")]
        plan.professionals[0] = "anna: { phones: [\"sip:desk@x.example\"] }"
        #expect(plan.alarms.count == 1)
        plan.lines[0] = "first: {}"
        #expect(plan.alarms == [])
        plan.municipality = "last-resort: [{ number: \"sip:desk@x.example\" }]"
        plan.steps.insert("ring: last-resort, seconds: 30", at: 0)
        #expect(plan.alarms.count == 1)
    }

    @Test func `employment ends with its last day`() {
        var plan = Plan()
        plan.professionals[0] = "anna: { phones: [\"sip:anna@x.example\"], until: 2026-12-10 }"
        let alarm = plan.alarms.first
        #expect(alarm?.message.contains("from 2026-12-11 00:00 to 2027-01-17 13:00") == true)
        #expect(alarm?.fix == "let somebody employed fill 'egetraeet/first' then")
    }

    @Test func `a contact is reached on duty anywhere, or available`() {
        var plan = Plan()
        plan.steps[0] = "ring: contact, seconds: 20"
        plan.families = [Plan.family("jensen", "31", ", contact: bo")]
        #expect(plan.alarms.count == 1)
        plan.professionals[1] =
            "bo: { phones: [\"sip:bo@x.example\"], available: [\"Mon-Sun 00:00-24:00\"] }"
        #expect(plan.alarms == [])
        plan.families = [Plan.family("jensen", "31", ", contact: anna")]
        #expect(plan.alarms == [])
        plan.families = [Plan.family("jensen", "31", ", contact: desk")]
        plan.lines.append(Plan.line("day", of: "desk"))
        #expect(plan.alarms.count == 1)
    }
}

@Suite struct `Whose plan it is` {
    private var hole: Plan {
        var plan = Plan()
        plan.lines[0] = "first: {}"
        return plan
    }

    @Test func `several families are counted and none is named`() {
        var plan = hole
        plan.families = ["31", "32", "33"].map { Plan.family("f\($0)", $0) }
        let messages = plan.alarms.map(\.message)
        #expect(messages.count == 1)
        #expect(messages.allSatisfy { $0.hasPrefix("the plans of 3 families of egetraeet reach") })
        #expect(messages.allSatisfy { !$0.contains("f31") })
    }

    @Test func `a family whose contact is there is not counted`() {
        var plan = hole
        plan.steps.append("ring: contact, seconds: 20")
        plan.professionals[1] =
            "bo: { phones: [\"sip:bo@x.example\"], available: [\"Mon-Sun 00:00-24:00\"] }"
        plan.families = [
            Plan.family("hansen", "31", ", contact: bo"), Plan.family("jensen", "32"),
        ]
        let alone = "the plan of family 'jensen' of egetraeet reaches"
        #expect(plan.alarms.map { $0.message.hasPrefix(alone) } == [true])
    }

    @Test func `an institution without families is proven too`() {
        var plan = hole
        plan.families = []
        let alarm = plan.alarms.first
        #expect(alarm?.message.hasPrefix("the plan of egetraeet reaches no person from") == true)
        #expect(alarm?.place == Place(file: "roster.yaml", line: 5, column: 3))
    }

    @Test func `an institution of two municipalities without families is told of once`() {
        var plan = hole
        plan.families = []
        plan.municipality += " }\n  aahavn: { name: Åhavn"
        plan.institution = "municipalities: [fjordby, aahavn]"
        #expect(
            plan.alarms.map { $0.message.hasPrefix("the plan of egetraeet in aahavn") } == [true])
        plan.families = [Plan.family("jensen", "31")]
        #expect(plan.alarms.count == 2)
    }

    @Test func `a step that is not for families helps none of them`() {
        var plan = Plan()
        plan.steps[0] += ", callers: [contact, professional, unknown]"
        #expect(plan.reason == "the step that rings 'egetraeet/first' is not for families")
        #expect(plan.alarms.first?.fix == "add 'family' to the step's 'callers'")
        plan.steps[0] = "ring: [first], seconds: 25, callers: [family]"
        #expect(plan.alarms == [])
    }

    @Test func `the municipality's line is rung and not the institution's of that name`() {
        var plan = Plan()
        plan.municipality = "lines: { first: {} }"
        #expect(plan.reason == "nobody fills 'fjordby/first'")
        plan.municipality = "lines: { \(Plan.line("first", of: "bo")) }"
        plan.lines[0] = "first: {}"
        #expect(plan.alarms == [])
    }

    @Test func `a partner's line is rung by its name`() {
        var plan = hole
        plan.institution = "partners: [solhjem]"
        plan.families = ["jensen: { phones: [\"+45 00 00 00 31\"], institution: egetraeet }"]
        plan.lines.append("day: {}\n  solhjem:\n    lines: { \(Plan.line("night", of: "bo")) }")
        plan.steps.append("ring: partners, line: day, seconds: 25")
        #expect(plan.alarms.count { $0.message.contains("egetraeet") } == 1)
        plan.steps[2] = "ring: partners, line: night, seconds: 25"
        #expect(plan.alarms.count { $0.message.contains("egetraeet") } == 0)
    }

    @Test func `an institution's own routing holds for its families`() {
        var plan = hole
        plan.lines.append(Plan.line("day", of: "bo"))
        plan.institution = "routing: { steps: [{ ring: [day], seconds: 25 }] }"
        #expect(plan.alarms == [])
    }
}

@Suite struct `A step's share of max-wait` {
    private func allowance(
        _ seconds: Int, left: Int, lastResort: Bool = false, rung: Bool = false
    ) -> RingBudget.Allowance {
        RingBudget(remainingSeconds: left, lastResortSeconds: 60, lastResortRung: rung)
            .allowance(forStepOf: seconds, isLastResort: lastResort)
    }

    @Test func `a step gets its seconds, or what is left before the last resort`() {
        #expect(allowance(25, left: 240) == .ring(seconds: 25))
        #expect(allowance(25, left: 70) == .ring(seconds: 10))
        #expect(allowance(25, left: 65) == .ring(seconds: 5))
        #expect(allowance(25, left: 64) == .lastResortOnly)
        #expect(allowance(3, left: 63) == .ring(seconds: 3))
        #expect(allowance(3, left: 62) == .lastResortOnly)
    }

    @Test func `the last resort gets what is left, and five seconds however late it is`() {
        #expect(allowance(60, left: 240, lastResort: true) == .ring(seconds: 60))
        #expect(allowance(60, left: 20, lastResort: true) == .ring(seconds: 20))
        #expect(allowance(60, left: -30, lastResort: true) == .ring(seconds: 5))
        #expect(allowance(3, left: -30, lastResort: true) == .ring(seconds: 3))
    }

    @Test func `after the last resort nothing is kept back, and too little is the end`() {
        #expect(allowance(25, left: 70, rung: true) == .ring(seconds: 25))
        #expect(allowance(25, left: 4, rung: true) == .over)
        #expect(allowance(60, left: 4, lastResort: true, rung: true) == .over)
    }
}
