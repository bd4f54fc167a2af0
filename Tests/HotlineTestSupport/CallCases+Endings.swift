import CallRouting
import OnCallRoster

private let twoAtOnce = RosterText().changed {
    $0.steps = ["ring: [first, second], seconds: 25", "ring: [third], seconds: 25"]
}

private let longWait = RosterText().changed { $0.routing.append("max-wait: 5 min") }

private let unknownRouted = RosterText().changed { $0.routing.append("unknown: route") }

/// V4 fills every line.
private let another = RosterText().changed {
    $0.professionals.append(RosterText.professional("v4", "Vagn Juhl"))
    $0.lines = ["first", "second", "third"].map { RosterText.line($0, of: "v4") }
}

private let desk = RosterText().changed {
    $0.professionals[0] = RosterText.professional("v1", "Familieplejen", "kind: desk")
    $0.professionals[1] = RosterText.professional(
        "v2", "Plejeteamet", "kind: desk, confirm: true")
}

extension CallCase {
    /// How a call is taken or lost, and what it leaves to be done.
    package static let endings: [CallCase] = [
        CallCase.taken, CallCase.hungUp, CallCase.swept, CallCase.overChanges, CallCase.dropped,
        CallCase.pickedUp, CallCase.afterCalls,
    ].flatMap { $0 }

    private static let taken: [CallCase] = [
        CallCase("C7 of two who press the key the first has the call", roster: twoAtOnce) { line in
            try line.callArrives(from: jensen)
            let joined = try line.accepts("1.2")
            try same(joined.name, .connect)
            try same(joined.leg, "1.2", "the leg that is joined")
            let late = try line.accepts("1.1")
            try same(late.name, .release)
            try same(late.leg, "1.1", "the leg that is let go")
            try same(late.text, "Opkaldet er taget.", "what V1 hears")
            try same(try line.accepts("1.1"), late, "the reply to V1's key again")
            try same(try line.stepEnds(1), joined, "what happens to the caller")
            try line.talkEnds(on: "1.1")
            try line.passes(seconds: 300)
            try line.callEnds()
            let told = try line.told()
            try same(told.legs.map(\.accepted), [false, true], "who accepted")
            try same(told.rung, ["v1", "v2"], "who was rung")
            try same(told.outcome, "answered")
        },
        CallCase("C7 a key pressed after the step is over takes nothing") { line in
            let second = try line.nobodyAnswers(try line.callArrives(from: jensen))
            try same(second.rings, ["v2"], "who rings")
            try same(try line.accepts("1.1").name, .release)
            try line.talks(on: "2.1")
            try same(try line.told().legs.map(\.accepted), [false, true], "who accepted")
        },
    ]

    private static let hungUp: [CallCase] = [
        CallCase("C8 a leg that is declined after the hangup begins nothing") { line in
            try line.callArrives(from: jensen)
            try line.passes(seconds: 12)
            try same(try line.callEnds().name, .hangup)
            try same(try line.legEnds("1.1", .declined).name, .hangup)
            try same(try line.stepEnds(1).name, .hangup)
            let told = try line.told()
            try same(told.rung, ["v1"], "who was rung")
            try same(told.outcome, "abandoned")
            try same(told.endedBy, "caller", "who ended the call")
        },
        CallCase("C8 a key pressed after the hangup takes nothing") { line in
            try line.callArrives(from: jensen)
            try line.passes(seconds: 4)
            try line.callEnds()
            try same(try line.accepts("1.1").name, .hangup)
            let told = try line.told()
            try same(told.legs.map(\.accepted), [false], "who accepted")
            try same(told.outcome, "short")
        },
        CallCase("C9 a hangup ends every leg, and the family is owed a call", roster: twoAtOnce) {
            line in
            try line.callArrives(from: jensen)
            try line.rings("1.1")
            try line.passes(seconds: 17)
            try line.callEnds()
            let told = try line.told()
            try same(told.rung, ["v1", "v2"], "who was ringing")
            for leg in told.legs {
                try same(leg.reason, "cancelled", leg.who)
                try holds((17...19).contains(leg.seconds ?? 0), "\(leg.who) rang otherwise long")
            }
            let owed = try line.onlyFollowUp("callback")
            try same(owed.owner, "v2", "who owns it")
            try near(owed.deadline, line.now + .minutes(30), "its deadline")
            try holds(owed.how == nil, "it is not open")
            try holds(owed.code != nil, "it has no code")
            try holds(told.promise == nil, "a promise was made")
            let other = try line.callArrives(from: hansen, as: "c-2")
            try same(other.rings, ["v1", "v2"], "who is free")
        },
        CallCase("C9 a hidden number whose PIN tells the family is owed a call") { line in
            try line.callArrives(from: nil)
            try line.keys("470811")
            try line.passes(seconds: 15)
            try line.callEnds()
            try same(try line.onlyFollowUp("callback").owner, "v2", "who owns it")
        },
        CallCase("C9 nothing is owed where no number is known", roster: unknownRouted) { line in
            try same(try line.callArrives(from: nil).rings, ["v1"], "who rings")
            try line.passes(seconds: 15)
            try line.callEnds()
            try same(try line.told().followUps, [], "what is left to be done")
        },
        CallCase("a gateway that rang its fallback leaves a failed call, and a callback") { line in
            try line.callArrives(from: jensen)
            try line.passes(seconds: 240)
            let reply = try line.send(
                .fallback(from: CallerID(jensen), to: hotline, uri: "tel:114"))
            try same(reply.name, .wait)
            try line.callEnds()
            try same(try line.told().outcome, "failed")
            try same(try line.onlyFollowUp("callback").owner, "v2", "who owns it")
        },
    ]

    private static let swept: [CallCase] = [
        CallCase("C18 a call that nobody took is swept after max-wait and a minute") { line in
            try line.callArrives(from: jensen)
            try line.passes(seconds: 290)
            try same(try line.told().outcome, "open")
            try line.passes(seconds: 15)
            let told = try line.told()
            try same(told.outcome, "unknown")
            try same(told.endedBy, "sweeper", "who ended the call")
            try same(try line.onlyFollowUp("callback").owner, "v2", "who rings the family")
            try same(try line.legEnds("1.1").name, .hangup)
            try same(try line.told().rung, ["v1"], "who was rung")
            try same(try line.callArrives(from: hansen, as: "c-2").rings, ["v1"], "who is free")
        },
        CallCase("C18 a longer max-wait has more patience", roster: longWait) { line in
            try line.callArrives(from: jensen)
            try line.passes(seconds: 350)
            try same(try line.told().outcome, "open")
            try line.passes(seconds: 15)
            try same(try line.told().outcome, "unknown")
        },
        CallCase("C18 every event gives a call its time again") { line in
            try line.callArrives(from: jensen)
            try line.passes(seconds: 200)
            try line.rings("1.1")
            try line.passes(seconds: 290)
            try same(try line.told().outcome, "open")
            try line.passes(seconds: 15)
            try same(try line.told().outcome, "unknown")
        },
        CallCase("C18 a long talk is left alone for four hours") { line in
            try line.callArrives(from: jensen)
            try line.accepts("1.1")
            for minutes in [45, 194] {
                try line.passes(seconds: minutes * 60)
                try holds(try !line.told().isEnded, "the talk was swept")
            }
            try line.passes(seconds: 120)
            let told = try line.told()
            try holds(told.isEnded, "the talk was not swept")
            try same(told.endedBy, "sweeper", "who ended the call")
            try same(told.outcome, "answered")
            try holds(told.legs.first?.reason == nil, "somebody knows how the talk ended")
        },
        CallCase("C18 a call whose talk is over is swept a minute later") { line in
            try line.callArrives(from: jensen)
            try line.accepts("1.1")
            try line.passes(seconds: 1800)
            try line.talkEnds(on: "1.1")
            try line.passes(seconds: 50)
            try holds(try !line.told().isEnded, "the call was swept")
            try line.passes(seconds: 15)
            let told = try line.told()
            try holds(told.isEnded, "the call was not swept")
            try same(told.outcome, "answered")
        },
        CallCase("C18 a call waiting to be swept outlives a restart") { line in
            try line.callArrives(from: jensen)
            try line.passes(seconds: 200)
            try line.restarts()
            try same(try line.told().outcome, "open")
            try line.passes(seconds: 301)
            try same(try line.told().outcome, "unknown")
        },
    ]

    private static let overChanges: [CallCase] = [
        CallCase("C19 a call goes on with the roster that it began with") { line in
            let first = try line.callArrives(from: jensen)
            try line.rosterBecomes(another.yaml)
            let (rung, end) = try line.nobodyEverAnswers(first)
            try same(rung, [["v1"], ["v2"], ["v3"], ["tel:114"]], "who rings")
            try same(end.name, .callback)
            let told = try line.told()
            try same(told.promise?.owner, "v2", "who owns the promise")
            try line.callEnds()
            try same(try line.callArrives(from: hansen, as: "c-2").rings, ["v4"], "who rings next")
            let next = try line.told()
            try same(told.roster?.count, 64, "the length of the first roster's hash")
            try same(next.roster?.count, 64, "the length of the second roster's hash")
            try holds(told.roster != next.roster, "both calls name one roster")
        },
        CallCase("C19 a restart with another roster changes no plan") { line in
            try line.callArrives(from: jensen)
            try line.rosterBecomes(another.yaml)
            try line.restarts()
            try same(try line.legEnds("1.1", .busy).rings, ["v2"], "who rings")
        },
        CallCase("C20 a daemon that is killed between two events goes on with the plan") { line in
            try line.callArrives(from: jensen)
            let second = try line.legEnds("1.1", .busy)
            try line.restarts()
            try same(try line.stepEnds(1), second, "the reply to the step's end")
            try same(try line.legEnds("2.1", .busy).rings, ["v3"], "who rings")
            try line.restarts()
            try same(try line.accepts("3.1").leg, "3.1", "the leg that is joined")
            try line.restarts()
            try line.passes(seconds: 300)
            try same(try line.callEnds().name, .hangup)
            let told = try line.told()
            try same(told.rung, ["v1", "v2", "v3"], "who was rung")
            try same(told.outcome, "answered")
        },
    ]

    private static let dropped: [CallCase] = [
        CallCase("C23 a call that drops within ten seconds is answered, and owed again") { line in
            for (call, ender) in [("c-1", EndedBy.gateway), ("c-2", EndedBy.caller)] {
                try line.callArrives(from: jensen, as: call)
                try line.passes(seconds: 5)
                try line.accepts("1.1")
                try line.passes(seconds: 8)
                try line.callEnds(by: ender)
                let told = try line.told()
                try same(told.outcome, "answered", call)
                let owed = told.followUps.filter { $0.kind == "callback" }
                try same(owed.map(\.owner), ["v1"], call)
                try near(owed.first?.deadline, line.now + .minutes(30), call)
            }
        },
        CallCase("C23 a caller who is still there when the leg drops is promised a call") { line in
            try line.callArrives(from: jensen)
            try line.passes(seconds: 5)
            try line.accepts("1.1")
            try line.passes(seconds: 8)
            let reply = try line.legEnds("1.1", .completed)
            try same(reply.name, .callback)
            try near(reply.deadline, line.now + .minutes(30), "the promise's deadline")
            try same(try line.legEnds("1.1", .completed), reply, "the reply to the end again")
            try line.callEnds(by: .gateway)
            let told = try line.told()
            try same(told.outcome, "answered")
            try same(told.followUps.filter { $0.kind == "promise" }.count, 1, "promises made")
            try holds(!told.followUps.contains { $0.kind == "callback" }, "it is owed twice")
        },
        CallCase("C23 a talk of twelve seconds is a talk") { line in
            try line.callArrives(from: jensen)
            try line.accepts("1.1")
            try line.passes(seconds: 12)
            try line.talkEnds(on: "1.1")
            try line.callEnds()
            try line.onlyFollowUp("after-call")
        },
    ]

    private static let pickedUp: [CallCase] = [
        CallCase("C30 a desk that picks up accepts, unconfirmed", roster: desk) { line in
            try same(try line.callArrives(from: jensen).targets.map(\.confirm), [false])
            try same(try line.accepts("1.1", confirmed: false).leg, "1.1", "the leg that is joined")
            let told = try line.told()
            try same(told.legs.map(\.confirmed), [false], "whether a key was pressed")
            try same(told.outcome, "answered")
        },
        CallCase("C30 a desk whose roster says so is asked for the key", roster: desk) { line in
            try line.callArrives(from: jensen)
            try same(try line.legEnds("1.1", .busy).targets.map(\.confirm), [true])
        },
        CallCase("C30 a last resort that picks up accepts, unconfirmed") { line in
            var heard = try line.callArrives(from: jensen)
            for _ in 0..<3 { heard = try line.nobodyAnswers(heard, .busy) }
            try same(heard.rings, ["tel:114"], "who rings")
            try same(heard.targets.map(\.confirm), [false])
            try same(try line.accepts("4.1", confirmed: false).leg, "4.1", "the leg that is joined")
            let told = try line.told()
            try same(told.legs.last?.confirmed, false, "whether a key was pressed")
            try same(told.outcome, "answered")
        },
    ]
}
