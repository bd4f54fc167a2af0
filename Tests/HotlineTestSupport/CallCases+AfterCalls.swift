import CallRouting
import OnCallRoster

/// Birgit is a consultant, Carl a caseworker; the Jensens have those that `family` names.
private func jensens(_ family: String, _ municipality: String...) -> RosterText {
    RosterText().changed {
        $0.families[0] = RosterText.family(
            "jensen", "Familien Jensen", jensen, family + "pin: \"470811\"")
        $0.municipality += municipality
        $0.more = [
            "contacts:", "  birgit: { name: Birgit Dam, role: family-consultant }",
            "  carl: { name: Carl Friis, role: caseworker }",
        ]
    }
}

private let everybody = "consultant: birgit, caseworkers: [carl], contact: v3, "

extension CallCase {
    /// Who follows up an answered call, and by when.
    static let afterCalls: [CallCase] =
        CallCase.followers.map { CallCase.isFollowedUp(by: $0.owner, where: $0.roster, $0.name) }
        + CallCase.deadlines

    private static let followers: [(owner: String, name: String, roster: RosterText)] = [
        ("birgit", "the family's consultant", jensens(everybody)),
        ("carl", "without a consultant by the caseworker", jensens("caseworkers: [carl], ")),
        ("v3", "with neither by the family's contact", jensens("contact: v3, ")),
        ("v1", "without any of them by who answered", jensens("")),
        (
            "carl", "the caseworker where the municipality says so",
            jensens(everybody, "after-call: { follow-up: caseworker }")
        ),
        (
            "v3", "the contact where the municipality says so",
            jensens(everybody, "after-call: { follow-up: contact }")
        ),
    ]

    private static func isFollowedUp(
        by owner: String, where roster: RosterText, _ name: String
    ) -> CallCase {
        CallCase("an answered call is followed up: \(name)", roster: roster) { line in
            try line.callArrives(from: jensen)
            try line.talks()
            let followUp = try line.onlyFollowUp("after-call")
            try same(followUp.owner, owner, "who follows up")
            try holds(followUp.how == nil, "it is not open")
            try holds(followUp.code == nil, "it has a callback's code")
        }
    }

    private static let deadlines: [CallCase] = [
        CallCase("a Friday's call is followed up by Monday's end") { line in
            try line.clockIsSet(to: instant("2026-11-27T20:00"))
            try line.callArrives(from: jensen)
            try line.talks()
            let followUp = try line.onlyFollowUp("after-call")
            try same(followUp.deadline, instant("2026-11-30T23:00"), "the deadline")
        },
        CallCase("a call on Christmas Eve is followed up by the 28th of December's end") { line in
            try line.clockIsSet(to: instant("2026-12-24T20:00"))
            try line.callArrives(from: jensen)
            try line.talks()
            let followUp = try line.onlyFollowUp("after-call")
            try same(followUp.deadline, instant("2026-12-28T23:00"), "the deadline")
        },
        CallCase("the deadline counts from the day on which a call began") { line in
            try line.clockIsSet(to: instant("2026-11-26T22:50"))
            try line.callArrives(from: jensen)
            try line.talks(seconds: 1800)
            let followUp = try line.onlyFollowUp("after-call")
            try same(followUp.deadline, instant("2026-11-27T23:00"), "the deadline")
        },
        CallCase(
            "a municipality may give two working days",
            roster: jensens("", "after-call: { within: 2 working days }")
        ) { line in
            try line.clockIsSet(to: instant("2026-11-27T20:00"))
            try line.callArrives(from: jensen)
            try line.talks()
            let followUp = try line.onlyFollowUp("after-call")
            try same(followUp.deadline, instant("2026-12-01T23:00"), "the deadline")
        },
        CallCase(
            "a municipality may give three hours",
            roster: jensens("", "after-call: { within: 3 hours }")
        ) { line in
            try line.callArrives(from: jensen)
            try line.talks()
            let followUp = try line.onlyFollowUp("after-call")
            try near(followUp.deadline, line.now + .hours(3), "the deadline")
        },
        CallCase(
            "a municipality may want no follow-up at all",
            roster: jensens(everybody, "after-call: { follow-up: nobody }")
        ) { line in
            try line.callArrives(from: jensen)
            try line.talks()
            try same(try line.told().followUps, [], "what is left to be done")
        },
        CallCase(
            "an unknown caller's call is followed up by who answered",
            roster: RosterText().changed { $0.routing.append("unknown: route") }
        ) { line in
            try line.callArrives(from: "+4500000098")
            try line.legEnds("1.1", .busy)
            try line.talks(on: "2.1")
            try same(try line.onlyFollowUp("after-call").owner, "v2", "who follows up")
        },
    ]
}
