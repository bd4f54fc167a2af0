import CallRouting
import OnCallRoster

private let viggo = "+4500000041"
private let vagn = "+4500000044"
private let paul = "+4500000045"
private let mona = "+4500000046"
private let vera = "+4500000051"
private let otherPhone = "+4500000035"

/// V2 owns what V1 did not answer; V4 is a colleague of theirs, Paul one of another institution.
/// Mona fills a line of the municipality.
private let ringers = RosterText().changed {
    $0.professionals[1] = RosterText.professional(
        "v2", "Viggo Bæk", "phones: [\"\(viggo)\"], institution: egetraeet")
    $0.professionals += [
        RosterText.professional(
            "v4", "Vagn Juhl", "phones: [\"\(vagn)\"], institution: egetraeet"),
        RosterText.professional("p1", "Pia Krog"),
        RosterText.professional("p2", "Paul Ravn", "phones: [\"\(paul)\"], institution: solhjem"),
        RosterText.professional("m1", "Mona Vig", "phones: [\"\(mona)\"]"),
    ]
    $0.institutions = [
        "solhjem: { name: Opholdsstedet Solhjem, "
            + "lines: { \(RosterText.line("first", of: "p1")) } }"
    ]
    $0.municipality.append("lines: { \(RosterText.line("office", of: "m1")) }")
}

/// V1 has the first line's duty phone.
private let dutyPhone = ringers.changed {
    $0.lines[0] = RosterText.line("first", of: "v1", "phones: [\"\(vera)\"]")
}

private let twoPhones = ringers.changed {
    $0.families[0] =
        "jensen: { name: Familien Jensen, phones: [\"\(jensen)\", \"\(otherPhone)\"], "
        + "municipality: fjordby, institution: egetraeet, pin: \"470811\" }"
}

private let thirdOwns = RosterText().changed {
    $0.routing[0] = "callback: { within: 30 min, owner: third, escalate: second }"
}

/// The professional of this number, who rings as `c-2`, is put through to the Jensens, and they
/// speak; so the promise of `c-1` is kept.
private func mayRingBack(_ number: String, on line: any Telephone) throws {
    try line.asksToBeRungBack(from: jensen)
    let bridge = try line.callArrives(from: number, as: "c-2")
    try same(bridge.rings, ["family jensen"], "who rings")
    try line.talks()
    line.turnTo("c-1")
    try same(try line.onlyFollowUp("promise").how, "rang-back", "how it ended")
    try same(try line.promise().state, "kept", "the promise")
}

extension CallCase {
    /// Professionals who ring back.
    static let callbacks: [CallCase] = CallCase.bridged + CallCase.unbridged + CallCase.byCode

    private static let bridged: [CallCase] = [
        CallCase("C28 the promise's owner who rings is bridged to the family", roster: ringers) {
            line in
            try same(try line.asksToBeRungBack(from: jensen).owner, "v2", "who owns the promise")
            let bridge = try line.callArrives(from: viggo, as: "c-2")
            try same(bridge.rings, ["family jensen"], "who rings")
            try same(bridge.targets.map(\.uri), ["tel:\(jensen)"], "the number that is rung")
            try same(bridge.callerID, hotline, "what the family's telephone shows")
            let whisper = bridge.targets.first?.whisper ?? ""
            try holds(!whisper.contains("Jensen") && !whisper.contains("Viggo"), whisper)
            try line.talks()
            let told = try line.told()
            try same(told.callerKind, "professional")
            try same(told.rung, ["family"], "who was rung")
            try same(told.followUps, [], "what is left to be done")
            line.turnTo("c-1")
            try same(try line.onlyFollowUp("promise").how, "rang-back", "how it ended")
            try same(try line.promise().state, "kept", "the promise")
        },
        CallCase("C28 a colleague of the institution may ring back", roster: ringers) { line in
            try mayRingBack(vagn, on: line)
        },
        CallCase("C28 who fills a line of the municipality may ring back", roster: ringers) {
            line in
            try mayRingBack(mona, on: line)
        },
        CallCase("C28 a line's duty phone may ring back", roster: dutyPhone) { line in
            try mayRingBack(vera, on: line)
        },
        CallCase("C28 once it is kept, its owner is routed as a contact", roster: ringers) {
            line in
            try mayRingBack(viggo, on: line)
            try same(try line.callArrives(from: viggo, as: "c-3").rings, ["v1"], "who rings")
        },
        CallCase("C28 who was lost while it rang is rung back as well", roster: ringers) { line in
            try line.callArrives(from: jensen)
            try line.passes(seconds: 20)
            try line.callEnds()
            try line.onlyFollowUp("callback")
            let bridge = try line.callArrives(from: viggo, as: "c-2")
            try same(bridge.rings, ["family jensen"], "who rings")
            try line.talks()
            line.turnTo("c-1")
            try same(try line.onlyFollowUp("callback").how, "rang-back", "how it ended")
        },
        CallCase("C28 a call back after the deadline reaches the family late", roster: ringers) {
            line in
            try line.asksToBeRungBack(from: jensen)
            try line.passes(seconds: 31 * 60)
            let bridge = try line.callArrives(from: viggo, as: "c-2")
            try same(bridge.rings, ["family jensen"], "who rings")
            try line.talks()
            line.turnTo("c-1")
            try same(try line.promise().state, "broken", "the promise")
        },
        CallCase("C28 a family's telephones are rung in turn, who rang first", roster: twoPhones) {
            line in
            try line.asksToBeRungBack(from: otherPhone)
            let first = try line.callArrives(from: viggo, as: "c-2")
            try same(first.targets.map(\.uri), ["tel:\(otherPhone)"], "the number that is rung")
            let second = try line.nobodyAnswers(first)
            try same(second.targets.map(\.uri), ["tel:\(jensen)"], "the number that is rung")
            try line.talks(on: "2.1")
            line.turnTo("c-1")
            try same(try line.promise().state, "kept", "the promise")
        },
    ]

    private static let unbridged: [CallCase] = [
        CallCase("C28 where the family does not answer the promise stays open", roster: ringers) {
            line in
            try line.asksToBeRungBack(from: jensen)
            let bridge = try line.callArrives(from: viggo, as: "c-2")
            let end = try line.nobodyAnswers(bridge)
            try same(end.name, .hangup)
            try holds(end.text != nil, "the professional hears nothing")
            try line.callEnds()
            try same(try line.told().followUps, [], "what the attempt leaves to be done")
            try holds(try !line.alarms().contains("no-promise"), "an alarm stands")
            line.turnTo("c-1")
            try same(try line.promise().state, "open", "the promise")
            let again = try line.callArrives(from: viggo, as: "c-3")
            try same(again.rings, ["family jensen"], "who rings")
        },
        CallCase("C28 the family's voicemail keeps no promise", roster: ringers) { line in
            try line.asksToBeRungBack(from: jensen)
            try line.callArrives(from: viggo, as: "c-2")
            try same(try line.isPickedUp("1.1").name, .wait)
            try same(try line.legEnds("1.1", .notAccepted).name, .hangup)
            line.turnTo("c-1")
            try same(try line.promise().state, "open", "the promise")
        },
        CallCase("C28 a professional who gives up keeps no promise", roster: ringers) { line in
            try line.asksToBeRungBack(from: jensen)
            try line.callArrives(from: viggo, as: "c-2")
            try line.passes(seconds: 15)
            try line.callEnds()
            try same(try line.told().followUps, [], "what the attempt leaves to be done")
            line.turnTo("c-1")
            try same(try line.promise().state, "open", "the promise")
        },
        CallCase("C28 a family that is lost at once is owed a call as before", roster: ringers) {
            line in
            try line.asksToBeRungBack(from: jensen)
            try line.callArrives(from: viggo, as: "c-2")
            try line.accepts("1.1")
            try line.passes(seconds: 5)
            try line.legEnds("1.1", .completed)
            try line.callEnds()
            let owed = try line.onlyFollowUp("callback")
            try same(owed.owner, "v2", "who owns it")
            try holds(owed.how == nil, "it is not open")
            let again = try line.callArrives(from: viggo, as: "c-3")
            try same(again.rings, ["family jensen"], "who rings")
        },
        CallCase("C28 a family that is lost is owed a call after a restart too", roster: ringers) {
            line in
            try line.asksToBeRungBack(from: jensen)
            try line.callArrives(from: viggo, as: "c-2")
            try line.accepts("1.1")
            try line.legEnds("1.1", .completed)
            try line.restarts()
            let owed = try line.onlyFollowUp("callback")
            try holds(owed.how == nil, "its own call keeps it")
        },
        CallCase("C28 nobody is put through to themselves", roster: ringers) { line in
            try line.nobodyEverAnswers(try line.callArrives(from: viggo))
            try line.callEnds()
            let again = try line.callArrives(from: viggo, as: "c-2")
            try same(again.rings, ["v1"], "who rings")
            try holds(!again.targets.contains { $0.uri == "tel:\(viggo)" }, "their own rings")
        },
        CallCase("C28 who is of another institution may not ring back", roster: ringers) { line in
            try line.asksToBeRungBack(from: jensen)
            try same(try line.callArrives(from: paul, as: "c-2").rings, ["p1"], "who rings")
            try line.talks()
            try same(try line.told().callerKind, "professional")
            line.turnTo("c-1")
            try same(try line.promise().state, "open", "the promise")
        },
    ]

    private static let byCode: [CallCase] = [
        CallCase("C28 of several open promises the code names one", roster: ringers) { line in
            try line.asksToBeRungBack(from: jensen)
            let hansens = try line.asksToBeRungBack(from: hansen, as: "c-2")
            let asked = try line.callArrives(from: viggo, as: "c-3")
            try same(asked.name, .gather)
            try same(asked.digits, 2, "digits asked for")
            try same(try line.keys("\(hansens.code ?? 0)").rings, ["family hansen"], "who rings")
            try line.talks()
            line.turnTo("c-2")
            try same(try line.promise().state, "kept", "the Hansens' promise")
            line.turnTo("c-1")
            try same(try line.promise().state, "open", "the Jensens' promise")
        },
        CallCase("C28 after two wrong codes no family is woken", roster: ringers) { line in
            try line.asksToBeRungBack(from: jensen)
            try line.asksToBeRungBack(from: hansen, as: "c-2")
            try line.callArrives(from: viggo, as: "c-3")
            try same(try line.keys("99").digits, 2, "digits asked for")
            try same(try line.keys("98").rings, ["v1"], "who rings")
        },
        CallCase("C28 without a code no family is woken", roster: ringers) { line in
            try line.asksToBeRungBack(from: jensen)
            try line.asksToBeRungBack(from: hansen, as: "c-2")
            try line.callArrives(from: viggo, as: "c-3")
            try same(try line.keys("").rings, ["v1"], "who rings")
        },
        CallCase("C28 of two who ring back at once the second is told so", roster: ringers) {
            line in
            try line.asksToBeRungBack(from: jensen)
            try same(
                try line.callArrives(from: viggo, as: "c-2").rings, ["family jensen"], "who rings")
            let second = try line.callArrives(from: vagn, as: "c-3")
            try same(second.name, .hangup)
            try same(
                second.text, "En kollega er allerede i gang med at ringe til familien.",
                "what the second hears")
            line.turnTo("c-2")
            try line.legEnds("1.1")
            try line.callEnds()
            try same(
                try line.callArrives(from: vagn, as: "c-4").rings, ["family jensen"], "who rings")
        },
        CallCase("C28 weeks later nobody is put through unasked", roster: ringers) { line in
            try line.asksToBeRungBack(from: jensen)
            try line.passes(seconds: 8 * 86_400)
            try same(try line.callArrives(from: viggo, as: "c-2").rings, ["v1"], "who rings")
            line.turnTo("c-1")
            try same(try line.promise().state, "open", "the promise")
        },
        CallCase("C28 a wrong code of who owes nothing is a contact's call", roster: ringers) {
            line in
            try line.asksToBeRungBack(from: jensen)
            try line.asksToBeRungBack(from: hansen, as: "c-2")
            try line.callArrives(from: vagn, as: "c-3")
            try same(try line.keys("99").digits, 2, "digits asked for")
            try same(try line.keys("98").rings, ["v1"], "who rings")
        },
        CallCase("C28 the code asked for outlives a restart", roster: ringers) { line in
            let jensens = try line.asksToBeRungBack(from: jensen)
            try line.asksToBeRungBack(from: hansen, as: "c-2")
            try line.callArrives(from: viggo, as: "c-3")
            try line.restarts()
            try same(try line.keys("\(jensens.code ?? 0)").rings, ["family jensen"], "who rings")
        },
    ]

    /// Restarts, and clocks that are set: none of them loses a promise.
    static let overTime: [CallCase] = [
        CallCase("a changed roster loses no promise, also one without the family") { line in
            try line.asksToBeRungBack(from: jensen)
            var other = RosterText()
            other.families.removeFirst()
            other.lines = [
                RosterText.line("first", of: "v2"), RosterText.line("second", of: "v3"),
                RosterText.line("third", of: "v1"),
            ]
            try line.rosterBecomes(other.yaml)
            try line.passes(seconds: 31 * 60)
            line.turnTo("c-1")
            let promise = try line.onlyFollowUp("promise")
            try holds(promise.isEscalated && promise.how == nil, "it is not reported")
            try same(promise.owner, "v3", "who has it now")
        },
        CallCase("a restart loses no promise and no reminder", roster: thirdOwns) { line in
            let before = try line.asksToBeRungBack(from: jensen)
            try line.restarts()
            try same(try line.onlyFollowUp("promise"), before, "what is owed")
            try line.passes(seconds: 21 * 60)
            try same(try line.onlyFollowUp("promise").isReminded, true, "reminded")
            try line.restarts()
            try line.passes(seconds: 10 * 60)
            try same(try line.promise().owner, "v2", "who owns the promise after its deadline")
        },
        CallCase("a restart forgets nobody who was reached just before it", roster: ringers) {
            line in
            try line.asksToBeRungBack(from: jensen)
            try line.asksToBeRungBack(from: hansen, as: "c-2")
            try line.passes(seconds: 60)
            try line.callArrives(from: jensen, as: "c-3")
            try line.accepts("1.1")
            try line.restarts()
            try line.callArrives(from: viggo, as: "c-4")
            try line.accepts("1.1")
            try line.restarts()
            for (call, how) in [("c-1", "rang-again"), ("c-2", "rang-back")] {
                line.turnTo(call)
                try same(try line.onlyFollowUp("promise").how, how, call)
                try same(try line.promise().state, "kept", call)
            }
        },
        CallCase("a clock that is set back delays no escalation", roster: thirdOwns) { line in
            try line.asksToBeRungBack(from: jensen)
            try line.clockIsSet(to: line.now - .hours(2))
            try same(try line.onlyFollowUp("promise").isReminded, false, "reminded too soon")
            try line.passes(seconds: 31 * 60)
            try same(try line.onlyFollowUp("promise").isEscalated, true, "escalated")
            try same(try line.promise().owner, "v2", "who owns the promise after its deadline")
        },
        CallCase("a clock that is set back before a restart loses no promise", roster: thirdOwns) {
            line in
            try line.asksToBeRungBack(from: jensen)
            try line.clockIsSet(to: line.now - .hours(2))
            try line.restarts()
            try same(try line.promise().state, "open", "the promise")
            try line.passes(seconds: 3 * 3600)
            try same(try line.onlyFollowUp("promise").isEscalated, true, "escalated")
            try same(try line.promise().state, "open", "the promise")
        },
        CallCase("a clock that is set forward loses no promise", roster: thirdOwns) { line in
            try line.asksToBeRungBack(from: jensen)
            try line.clockIsSet(to: line.now + .hours(2))
            try same(try line.onlyFollowUp("promise").isEscalated, true, "escalated")
            try same(try line.promise().state, "open", "the promise")
        },
        CallCase("a clock that is set back hides no answered call from a promise") { line in
            try line.asksToBeRungBack(from: jensen)
            try line.clockIsSet(to: line.now - .hours(2))
            try line.callArrives(from: jensen, as: "c-2")
            try line.talks()
            line.turnTo("c-1")
            try same(try line.onlyFollowUp("promise").how, "rang-again", "how it ended")
        },
    ]
}
