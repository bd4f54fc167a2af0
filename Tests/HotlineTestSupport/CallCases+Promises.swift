import CallRouting
import OnCallRoster

private let stranger = "+4500000098"
private let otherPhone = "+4500000035"

private let twoAtOnce = RosterText().changed {
    $0.steps = ["ring: [first, second], seconds: 25", "ring: [third], seconds: 25"]
}

private let unknownRouted = RosterText().changed { $0.routing.append("unknown: route") }

private let emptyOwner = RosterText().changed {
    $0.lines.append(RosterText.emptyLine("fourth"))
    $0.routing[0] = "callback: { within: 30 min, owner: fourth, escalate: third }"
}

/// V3, whom a call by key does not ring, owns its promise.
private func thirdOwns(within time: String) -> RosterText {
    RosterText().changed {
        $0.routing[0] = "callback: { within: \(time), owner: third, escalate: second }"
    }
}

/// V4 fills the second line on the day after the lab's, and V2 on every other.
private let otherDay = thirdOwns(within: "24 hours").changed {
    $0.professionals.append(RosterText.professional("v4", "Vagn Juhl"))
    $0.lines[1] = RosterText.line(
        "second", of: "v2", "overrides: [{ who: v4, from: 2026-11-23, to: 2026-11-23 }]")
}

private let twoPhones = RosterText().changed {
    $0.families[0] =
        "jensen: { name: Familien Jensen, phones: [\"\(jensen)\", \"\(otherPhone)\"], "
        + "municipality: fjordby, institution: egetraeet, pin: \"470811\" }"
}

extension CallCase {
    /// What is promised, and what becomes of it.
    package static let promises: [CallCase] = [
        CallCase.made, CallCase.owned, CallCase.overdue, CallCase.kept, CallCase.notKept,
        CallCase.callbacks, CallCase.overTime,
    ].flatMap { $0 }

    private static let made: [CallCase] = [
        CallCase("C24 a caller who asks by key is promised a call", roster: twoAtOnce) { line in
            try line.callArrives(from: jensen)
            try line.passes(seconds: 10)
            let reply = try line.wantsCallback()
            try same(reply.name, .callback)
            try near(reply.deadline, line.now + .minutes(30), "the promise's deadline")
            let time = reply.deadline.map { TimeZoneRules.danish.wall(of: $0).time.description }
            let text = reply.text ?? "nothing"
            try holds(text.contains(time ?? "a deadline"), "the caller hears \(text)")
            try same(try line.wantsCallback(), reply, "the reply to the key again")
            try same(try line.legEnds("1.1", .cancelled).name, .wait)
            try same(try line.accepts("1.2").name, .release)
            try line.callEnds()
            let told = try line.told()
            for leg in told.legs {
                try same(leg.reason, "cancelled", leg.who)
                try same(leg.accepted, false, leg.who)
                try holds((10...12).contains(leg.seconds ?? 0), "\(leg.who) rang otherwise long")
            }
            try same(told.promise?.state, "open", "the promise")
            try near(told.promise?.deadline, reply.deadline ?? .distantPast, "its deadline")
            try line.onlyFollowUp("promise")
        },
        CallCase("C24 a professional's key wins over the caller's that comes later") { line in
            try line.callArrives(from: jensen)
            try line.accepts("1.1")
            try same(try line.wantsCallback().leg, "1.1", "the leg that is joined")
            try holds(try line.told().promise == nil, "a promise was made")
        },
        CallCase("C24 a caller without a number is asked for one", roster: unknownRouted) { line in
            try same(try line.callArrives(from: nil).rings, ["v1"], "who rings")
            let asked = try line.wantsCallback()
            try same(asked.digits, 8, "digits asked for")
            try same(try line.wantsCallback(), asked, "the reply to the key again")
            try same(try line.keys("00000099").name, .callback)
            try line.callEnds()
            try same(try line.onlyFollowUp("promise").owner, "v2", "who owns the promise")
        },
        CallCase("C24 the key works while the PIN is asked for") { line in
            try same(try line.callArrives(from: nil).digits, 6, "digits asked for")
            try same(try line.wantsCallback().digits, 8, "digits asked for")
            try same(try line.keys("00000099").name, .callback)
            try same(try line.told().rung, [], "who was rung")
        },
        CallCase("each promise has two digits of its own, which are not soon another's") { line in
            try same(try line.asksToBeRungBack(from: jensen).code, 10)
            try same(try line.asksToBeRungBack(from: hansen, as: "c-2").code, 11)
            try line.callArrives(from: jensen, as: "c-3")
            try line.talks()
            try same(try line.asksToBeRungBack(from: jensen, as: "c-4").code, 12)
            try line.restarts()
            try same(try line.asksToBeRungBack(from: hansen, as: "c-5").code, 13)
        },
    ]

    private static let owned: [CallCase] = [
        CallCase("C29 with nobody on the owner's line it is escalated", roster: emptyOwner) {
            line in
            try same(try line.asksToBeRungBack(from: jensen).owner, "v3", "who owns the promise")
        },
        CallCase("C29 with an owner who did not answer it is escalated") { line in
            try line.nobodyEverAnswers(try line.callArrives(from: jensen))
            try same(try line.promise().owner, "v2", "who owns the promise")
        },
        CallCase("C29 a holder who was not rung owns it", roster: thirdOwns(within: "45 min")) {
            line in
            let owed = try line.asksToBeRungBack(from: jensen)
            try same(owed.owner, "v3", "who owns the promise")
            try near(owed.deadline, line.now + .minutes(45), "its deadline")
        },
    ]

    private static let overdue: [CallCase] = [
        CallCase(
            "C25 its owner is reminded, then the escalation has it",
            roster: thirdOwns(within: "30 min")
        ) { line in
            try same(try line.asksToBeRungBack(from: jensen).owner, "v3", "who owns the promise")
            try line.passes(seconds: 19 * 60)
            try same(try line.onlyFollowUp("promise").isReminded, false, "reminded too soon")
            try line.passes(seconds: 2 * 60)
            let soon = try line.onlyFollowUp("promise")
            try same(soon.isReminded, true, "reminded ten minutes before")
            try same(soon.isEscalated, false, "escalated too soon")
            try same(soon.owner, "v3", "who owns the promise until its deadline")
            try line.passes(seconds: 9 * 60 + 10)
            let past = try line.onlyFollowUp("promise")
            try same(past.isEscalated, true, "escalated")
            try same(past.owner, "v2", "who owns the promise after its deadline")
            try holds(past.how == nil, "it is not open any more")
            try same(try line.promise().state, "open", "the promise")
            try line.passes(seconds: 3 * 24 * 3600)
            try same(try line.promise().state, "open", "the promise three days later")
        },
        CallCase("C25 a promise kept late is a broken one") { line in
            try line.asksToBeRungBack(from: jensen)
            try line.passes(seconds: 31 * 60)
            try line.callArrives(from: jensen, as: "c-2")
            try line.talks()
            line.turnTo("c-1")
            try same(try line.onlyFollowUp("promise").how, "rang-again", "how it ended")
            try same(try line.promise().state, "broken", "the promise")
        },
        CallCase(
            "C25 of a short promise its owner is reminded halfway",
            roster: thirdOwns(within: "12 min")
        ) { line in
            try line.asksToBeRungBack(from: jensen)
            try line.passes(seconds: 5 * 60)
            try same(try line.onlyFollowUp("promise").isReminded, false, "reminded too soon")
            try line.passes(seconds: 70)
            try same(try line.onlyFollowUp("promise").isReminded, true, "reminded halfway")
        },
        CallCase("C25 it is escalated to who fills the line then", roster: otherDay) { line in
            try same(try line.asksToBeRungBack(from: jensen).owner, "v3", "who owns the promise")
            try line.passes(seconds: 24 * 3600 + 60)
            try same(try line.promise().owner, "v4", "who owns the promise on the next day")
        },
    ]

    private static let kept: [CallCase] = [
        CallCase("a promise is kept when the family rings again and is answered") { line in
            try line.asksToBeRungBack(from: jensen)
            try line.passes(seconds: 600)
            try line.callArrives(from: jensen, as: "c-2")
            try line.talks()
            line.turnTo("c-1")
            try same(try line.onlyFollowUp("promise").how, "rang-again", "how it ended")
            try same(try line.promise().state, "kept", "the promise")
            try line.passes(seconds: 3600)
            try same(try line.onlyFollowUp("promise").isEscalated, false, "escalated")
        },
        CallCase("a promise is kept when the family rings from another phone", roster: twoPhones) {
            line in
            try line.asksToBeRungBack(from: jensen)
            try line.callArrives(from: otherPhone, as: "c-2")
            try line.talks()
            line.turnTo("c-1")
            try same(try line.promise().state, "kept", "the promise")
        },
        CallCase("a promise is kept when the family rings with its PIN") { line in
            try line.asksToBeRungBack(from: jensen)
            try line.callArrives(from: nil, as: "c-2")
            try line.keys("470811")
            try line.talks()
            line.turnTo("c-1")
            try same(try line.promise().state, "kept", "the promise")
        },
        CallCase("an unknown caller's promise is kept by the number alone", roster: unknownRouted) {
            line in
            try line.asksToBeRungBack(from: stranger)
            try line.callArrives(from: otherPhone, as: "c-2")
            try line.talks()
            line.turnTo("c-1")
            try same(try line.promise().state, "open", "the promise after another's call")
            try line.callArrives(from: stranger, as: "c-3")
            try line.talks()
            line.turnTo("c-1")
            try same(try line.promise().state, "kept", "the promise")
        },
        CallCase("all that a family is owed is kept by one answered call") { line in
            try line.asksToBeRungBack(from: jensen)
            try line.callArrives(from: jensen, as: "c-2")
            try line.callEnds()
            try line.onlyFollowUp("callback")
            try line.callArrives(from: jensen, as: "c-3")
            try line.talks()
            line.turnTo("c-2")
            try same(try line.onlyFollowUp("callback").how, "rang-again", "how it ended")
            line.turnTo("c-1")
            try same(try line.promise().state, "kept", "the promise")
        },
        CallCase("a promise is kept by a person's word") { line in
            try line.asksToBeRungBack(from: jensen)
            try line.person(says: .reached, of: 1)
            try same(try line.onlyFollowUp("promise").how, "reached", "how it ended")
            try same(try line.promise().state, "kept", "the promise")
        },
    ]

    private static let notKept: [CallCase] = [
        CallCase("a promise is broken by a person's word that comes late") { line in
            try line.asksToBeRungBack(from: jensen)
            try line.passes(seconds: 31 * 60)
            try line.person(says: .reached, of: 1)
            try same(try line.promise().state, "broken", "the promise")
        },
        CallCase("a promise is broken where a person says that nobody was reached") { line in
            try line.asksToBeRungBack(from: jensen)
            try line.person(says: .notReached, of: 1)
            try same(try line.onlyFollowUp("promise").how, "not-reached", "how it ended")
            try same(try line.promise().state, "broken", "the promise")
        },
        CallCase("a promise is kept by no other family's call, and by no rehearsal") { line in
            try line.asksToBeRungBack(from: jensen)
            try line.callArrives(from: hansen, as: "c-2")
            try line.talks()
            try line.callArrives(from: jensen, as: "c-3", rehearsal: true)
            try line.talks()
            line.turnTo("c-1")
            try same(try line.promise().state, "open", "the promise")
        },
        CallCase("a promise is kept by no call that nobody takes, and no voicemail") { line in
            try line.asksToBeRungBack(from: jensen)
            try line.callArrives(from: jensen, as: "c-2")
            try line.isPickedUp("1.1")
            try line.legEnds("1.1", .notAccepted)
            try line.callEnds()
            line.turnTo("c-1")
            try same(try line.promise().state, "open", "the promise")
        },
    ]
}
