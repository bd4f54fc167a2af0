import CallRouting
import OnCallRoster

private let olsen = "+4500000033"

private let threeFamilies = RosterText().changed {
    $0.families.append(RosterText.family("olsen", "Familien Olsen", olsen, "pin: \"662104\""))
}

/// V1 and V2 have one telephone between them.
private let sharedPhone = RosterText().changed {
    $0.professionals[1] = RosterText.professional(
        "v2", "Viggo Bæk", "phones: [\"sip:v1@egetraeet.example\"]")
}

private let oneDesk = RosterText().changed {
    $0.professionals[0] = RosterText.professional("v1", "Familieplejen", "kind: desk")
}

private let lastAnsweredFirst = RosterText().changed {
    $0.steps.insert("ring: last-answered, within: 48 hours, seconds: 20", at: 0)
}

/// V4 fills the first line on the lab's day, and V1 on every other.
private let otherDay = lastAnsweredFirst.changed {
    $0.professionals.append(RosterText.professional("v4", "Vagn Juhl"))
    $0.lines[0] = RosterText.line(
        "first", of: "v1", "overrides: [{ who: v4, from: 2026-11-22, to: 2026-11-22 }]")
}

extension CallCase {
    /// Several calls at once, and one after the other.
    static let severalCalls: [CallCase] = CallCase.atTheSameTime + CallCase.lastAnswered

    private static let atTheSameTime: [CallCase] = [
        CallCase("C13 the second call skips who rings for the first, and goes on at once") {
            line in
            try line.callArrives(from: jensen)
            try line.passes(seconds: 3)
            let other = try line.callArrives(from: hansen, as: "c-2")
            try same(other.rings, ["v2"], "who rings for the second call")
            try same(other.step, 1, "its step")
            line.turnTo("c-1")
            try same(try line.legEnds("1.1", .declined).rings, ["v3"], "who is free")
        },
        CallCase("C13 who has a call is rung for no other until their leg ends") { line in
            try line.callArrives(from: jensen)
            try line.accepts("1.1")
            try line.passes(seconds: 1200)
            try same(try line.callArrives(from: hansen, as: "c-2").rings, ["v2"], "who rings")
            try line.callEnds()
            line.turnTo("c-1")
            try line.legEnds("1.1", .completed)
            try same(try line.callArrives(from: hansen, as: "c-3").rings, ["v1"], "who rings")
        },
        CallCase("C13 who rings for a call is still busy with it after a restart") { line in
            try line.callArrives(from: jensen)
            try line.restarts()
            try same(try line.callArrives(from: hansen, as: "c-2").rings, ["v2"], "who rings")
        },
        CallCase("C13 a telephone that rings is rung under no other name", roster: sharedPhone) {
            line in
            try line.callArrives(from: jensen)
            try same(try line.callArrives(from: hansen, as: "c-2").rings, ["v3"], "who rings")
        },
        CallCase("C13 a desk is never busy", roster: oneDesk) { line in
            for call in ["c-1", "c-2", "c-3"] {
                try same(try line.callArrives(from: jensen, as: call).rings, ["v1"], call)
            }
        },
        CallCase(
            "C14 of three calls each rings another, and nobody is rung for two",
            roster: threeFamilies
        ) { line in
            let calls = [("c-1", jensen, "v1"), ("c-2", hansen, "v2"), ("c-3", olsen, "v3")]
            for (call, family, who) in calls {
                try same(try line.callArrives(from: family, as: call).rings, [who], call)
            }
            for (call, _, _) in calls {
                line.turnTo(call)
                let next = try line.legEnds("1.1", .declined)
                try same(next.rings, ["tel:114"], call)
                try same(try line.nobodyAnswers(next, .busy).name, .callback, call)
            }
            for (call, _, who) in calls {
                line.turnTo(call)
                try same(try line.told().rung, [who, "tel:114"], call)
            }
        },
        CallCase("C14 a talk that is silent for ninety minutes has its professional rung last") {
            line in
            try line.callArrives(from: jensen)
            try line.accepts("1.1")
            try line.passes(seconds: 80 * 60)
            let soon = try line.callArrives(from: hansen, as: "c-2")
            try same(
                try line.nobodyEverAnswers(soon).rung, [["v2"], ["v3"], ["tel:114"]], "who rings")
            try line.callEnds()
            try line.passes(seconds: 15 * 60)
            let later = try line.callArrives(from: hansen, as: "c-3")
            try same(
                try line.nobodyEverAnswers(later).rung, [["v2"], ["v3"], ["v1"], ["tel:114"]],
                "who rings")
        },
        CallCase("a rehearsal occupies nobody, and leaves nothing to be done") { line in
            let first = try line.callArrives(from: jensen, as: "c-1", rehearsal: true)
            try same(try line.callArrives(from: hansen, as: "c-2").rings, ["v1"], "who rings")
            line.turnTo("c-1")
            let (rung, end) = try line.nobodyEverAnswers(first)
            try same(rung, [["v1"], ["v2"], ["v3"], ["tel:114"]], "who rings in a rehearsal")
            try same(end.name, .callback)
            try line.callEnds()
            let told = try line.told()
            try holds(told.promise == nil, "a promise was made")
            try same(told.followUps, [], "what is left to be done")
        },
    ]

    private static let lastAnswered: [CallCase] = [
        CallCase(
            "C22 who took the family's last call is rung first for 48 hours",
            roster: lastAnsweredFirst
        ) { line in
            try line.callArrives(from: jensen)
            try line.legEnds("1.1", .declined)
            try line.talks(on: "2.1")

            try line.passes(seconds: 47 * 3600)
            let again = try line.callArrives(from: jensen, as: "c-2")
            try same(
                try line.nobodyEverAnswers(again).rung, [["v2"], ["v1"], ["v3"], ["tel:114"]],
                "who rings within 48 hours")
            try line.callEnds()
            try same(
                try line.callArrives(from: hansen, as: "c-3").rings, ["v1"],
                "who rings for another family")
            try line.callEnds()

            try line.passes(seconds: 2 * 3600)
            try same(
                try line.callArrives(from: jensen, as: "c-4").rings, ["v1"],
                "who rings after 48 hours")
        },
        CallCase("C22 a restart forgets nobody who took a call", roster: lastAnsweredFirst) {
            line in
            try line.callArrives(from: jensen)
            try line.legEnds("1.1", .declined)
            try line.talks(on: "2.1")
            try line.restarts()
            try same(try line.callArrives(from: jensen, as: "c-2").rings, ["v2"], "who rings")
        },
        CallCase("C22 who is off duty is not rung for having answered last", roster: otherDay) {
            line in
            try same(try line.callArrives(from: jensen).rings, ["v4"], "who rings on the first day")
            try line.talks()
            try line.passes(seconds: 24 * 3600)
            try same(
                try line.callArrives(from: jensen, as: "c-2").rings, ["v1"],
                "who rings on the next day")
        },
    ]
}
