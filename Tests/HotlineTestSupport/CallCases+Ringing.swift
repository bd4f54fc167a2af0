import CallRouting
import OnCallRoster

/// All three are rung at once.
private let atOnce = RosterText().changed {
    $0.steps = ["ring: [first, second, third], seconds: 25"]
}

private let twoRounds = RosterText().changed { $0.routing.append("rounds: 2") }

private let twoLongRounds = twoRounds.changed {
    $0.steps = ["first", "second", "third"].map { "ring: [\($0)], seconds: 45" }
}

private let nobodyOnDuty = RosterText().changed {
    $0.lines = ["first", "second", "third"].map { RosterText.emptyLine($0) }
    $0.routing.append("unknown: route")
}

extension CallCase {
    /// Whom a call rings, and what comes next.
    package static let ringing: [CallCase] = [
        CallCase.inTurn, CallCase.alike, CallCase.repeated, CallCase.unreached,
        CallCase.severalCalls, CallCase.plans,
    ].flatMap { $0 }

    private static let inTurn: [CallCase] = [
        CallCase("C1 V1 accepts, and nobody else is rung") { line in
            let first = try line.callArrives(from: jensen)
            try same(first.rings, ["v1"], "who rings")
            try same(first.callerID, hotline, "what the telephone shows")
            if !first.hidden.contains(.otherwise) {
                try same(first.otherwise, "tel:114", "what a gateway dials by itself")
            }
            try same(try line.accepts("1.1").leg, "1.1", "the leg that is joined")
            try line.passes(seconds: 300)
            try same(try line.callEnds().name, .hangup)
            let told = try line.told()
            try same(told.rung, ["v1"], "who was rung")
            try same(told.outcome, "answered")
            try same(told.endedBy, "caller", "who ended the call")
        },
        CallCase("C2 V1 declines, V2 accepts") { line in
            try line.callArrives(from: jensen)
            let second = try line.legEnds("1.1", .declined)
            try same(second.rings, ["v2"], "who rings")
            try line.talks(on: "2.1")
            let told = try line.told()
            try same(told.rung, ["v1", "v2"], "who was rung")
            try same(told.legs.map(\.accepted), [false, true], "who accepted")
            try same(told.outcome, "answered")
        },
        CallCase("C4 two rounds ring everybody twice, then the last resort", roster: twoRounds) {
            line in
            let began = line.now
            let (rung, end) = try line.nobodyEverAnswers(try line.callArrives(from: jensen))
            let everybody = ["v1", "v2", "v3", "v1", "v2", "v3", "tel:114"]
            try same(rung, everybody.map { [$0] }, "who rings")
            try same(end.name, .callback)
            try holds(line.now - began <= .seconds(243), "the caller waits too long")
            try same(try line.told().followUps.map(\.kind), ["promise"])
        },
        CallCase(
            "C4 long rounds never pass max-wait, and the last resort keeps its time",
            roster: twoLongRounds
        ) { line in
            let began = line.now
            let (rung, end) = try line.nobodyEverAnswers(try line.callArrives(from: jensen))
            try same(rung, [["v1"], ["v2"], ["v3"], ["v1"], ["tel:114"]], "who rings")
            try same(end.name, .callback)
            try holds(line.now - began <= .seconds(243), "the caller waits too long")
        },
        CallCase("C5 the next step begins once, after the last of three legs", roster: atOnce) {
            line in
            let first = try line.callArrives(from: jensen)
            try same(first.rings, ["v1", "v2", "v3"], "who rings")
            try line.passes(seconds: 25)
            try same(try line.legEnds("1.2").name, .wait)
            try same(try line.legEnds("1.1", .busy).name, .wait)
            let next = try line.legEnds("1.3")
            try same(next.rings, ["tel:114"], "who rings after the last of them")
            try same(try line.stepEnds(1), next, "the reply to the step's end")
            try same(try line.told().rung, ["v1", "v2", "v3", "tel:114"], "who was rung")
        },
        CallCase("C5 the next step begins once, though two legs end after it", roster: atOnce) {
            line in
            try line.callArrives(from: jensen)
            try line.passes(seconds: 25)
            try same(try line.legEnds("1.2").name, .wait)
            let next = try line.stepEnds(1)
            try same(next.rings, ["tel:114"], "who rings after the step's end")
            try same(try line.legEnds("1.1").name, .wait)
            try same(try line.legEnds("1.3").name, .wait)
            try same(try line.stepEnds(1), next, "the reply to the step's end again")
            try same(try line.told().rung, ["v1", "v2", "v3", "tel:114"], "who was rung")
        },
    ]

    private static let reasons: [[LegEndReason]] = [
        [.noAnswer, .busy, .unreachable], [.busy, .unreachable, .noAnswer],
        [.unreachable, .noAnswer, .busy], [.declined, .notAccepted, .gatewayError],
    ]

    private static let alike: [CallCase] = CallCase.reasons.map { CallCase.reachesNobody($0) }

    private static func reachesNobody(_ reasons: [LegEndReason]) -> CallCase {
        let words = reasons.map(\.rawValue)
        let name = "C3 \(words.joined(separator: ", ")): each leads on, and at last to one promise"
        return CallCase(name) { line in
            var heard = try line.callArrives(from: jensen)
            for (who, reason) in zip(["v1", "v2", "v3"], reasons) {
                try same(heard.rings, [who], "who rings")
                heard = try line.nobodyAnswers(heard, reason)
            }
            try same(heard.rings, ["tel:114"], "who rings at last")
            let end = try line.nobodyAnswers(heard)
            try same(end.name, .callback)
            try near(end.deadline, line.now + .minutes(30), "the promise's deadline")
            try same(try line.stepEnds(4), end, "the reply to the step's end")
            let told = try line.told()
            try same(told.rung, ["v1", "v2", "v3", "tel:114"], "who was rung")
            try same(told.legs.compactMap(\.reason), words + ["no-answer"], "why each leg ended")
            try same(told.followUps.map(\.kind), ["promise"])
        }
    }

    private static let repeated: [CallCase] = [
        CallCase("C6 the end of a leg that comes again gets the same reply, and moves nothing") {
            line in
            try line.callArrives(from: jensen)
            try line.passes(seconds: 25)
            let reply = try line.legEnds("1.1")
            try same(reply.rings, ["v2"], "who rings")
            let before = try line.told()
            for _ in 0..<3 { try same(try line.repeatsLast(), reply, "the reply") }
            try same(try line.told(), before, "what the log tells")
            try line.restarts()
            try same(try line.repeatsLast(), reply, "the reply after a restart")
            try same(try line.told(), before, "what the log tells after a restart")
        },
        CallCase("C6 the end of a leg that comes again in an hour ends no talk", roster: atOnce) {
            line in
            try line.callArrives(from: jensen)
            try line.accepts("1.2")
            let reply = try line.legEnds("1.1", .cancelled)
            try same(reply.name, .wait)
            let before = try line.told()
            try line.passes(seconds: 3600)
            try same(try line.repeatsLast(), reply, "the reply")
            try same(try line.told(), before, "what the log tells")
            try same(before.outcome, "answered")
        },
        CallCase("C6 the end of a leg that comes again after an hour revives no swept call") {
            line in
            try line.callArrives(from: jensen)
            let reply = try line.legEnds("1.1", .busy)
            try line.passes(seconds: 3600)
            let before = try line.told()
            try holds(before.isEnded, "the call was not swept")
            try same(try line.repeatsLast(), reply, "the reply")
            try same(try line.told(), before, "what the log tells")
        },
        CallCase("C6 a question asked again under another id gets the current instruction") {
            line in
            let first = try line.callArrives(from: jensen)
            try same(try line.callArrives(from: jensen), first, "the reply")
            let second = try line.legEnds("1.1", .busy)
            try same(try line.callArrives(from: jensen), second, "the reply")
            try same(try line.told().rung, ["v1", "v2"], "who was rung")
        },
        CallCase("C6a the last leg's end and the step's end get the same step, begun once") {
            line in
            let reply = try line.nobodyAnswers(try line.callArrives(from: jensen))
            try same(reply.rings, ["v2"], "who rings")
            try same(try line.stepEnds(1), reply, "the reply to the step's end")
            try same(try line.legEnds("1.1"), reply, "the reply to the leg's end again")
            try same(try line.stepEnds(1), reply, "the reply to the step's end again")
            try same(try line.told().rung, ["v1", "v2"], "who was rung")
            try same(try line.legEnds("2.1", .busy).step, 3, "the step that begins")
        },
    ]

    private static let unreached: [CallCase] = [
        CallCase("C10 with nobody on duty the last resort rings", roster: nobodyOnDuty) { line in
            let first = try line.callArrives(from: jensen)
            try same(first.rings, ["tel:114"], "who rings")
            try same(first.step, 1, "its step")
            try holds(try line.alarms().contains("nobody-on-duty"), "no alarm stands")
            try same(try line.nobodyAnswers(first).name, .callback)
            try same(try line.promise().owner, nil, "who owns the promise")
        },
        CallCase("C10 an unknown caller finds nobody on duty either", roster: nobodyOnDuty) {
            line in
            try same(try line.callArrives(from: nil).rings, ["tel:114"], "who rings")
            try holds(try line.alarms().contains("nobody-on-duty"), "no alarm stands")
        },
        CallCase("C10 where somebody is on duty and does not answer no such alarm stands") {
            line in
            try line.nobodyEverAnswers(try line.callArrives(from: jensen))
            try holds(try !line.alarms().contains("nobody-on-duty"), "an alarm stands")
        },
        CallCase("C11 a voicemail that picks up is nobody") { line in
            try line.callArrives(from: jensen)
            try same(try line.rings("1.1").name, .wait)
            try same(try line.isPickedUp("1.1").name, .wait)
            try same(try line.told().outcome, "open")
            try line.passes(seconds: 20)
            try same(try line.legEnds("1.1", .notAccepted).rings, ["v2"], "who rings")
            try line.talks(on: "2.1")
            let told = try line.told()
            try same(told.legs.map(\.accepted), [false, true], "who accepted")
            try holds(told.legs.first?.confirmed == nil, "the voicemail pressed a key")
        },
        CallCase("C11 a voicemail that picks up keeps the call from nobody", roster: atOnce) {
            line in
            try line.callArrives(from: jensen)
            try line.isPickedUp("1.1")
            try line.passes(seconds: 8)
            try same(try line.accepts("1.3").leg, "1.3", "the leg that is joined")
            try same(try line.legEnds("1.1", .notAccepted).name, .wait)
            try same(try line.told().outcome, "answered")
        },
        CallCase("C12 after a number that fails at once the next is rung, with all its time") {
            line in
            try line.callArrives(from: jensen)
            let next = try line.legEnds("1.1", .unreachable)
            try same(next.rings, ["v2"], "who rings")
            if !next.hidden.contains(.seconds) {
                try same(next.seconds, 25, "the seconds that V2 rings")
            }
            if !next.hidden.contains(.maxWait) {
                try holds((next.maxWaitSeconds ?? 0) >= 235, "time was lost")
            }
            let failed = try line.told().legs.first
            try same(failed?.reason, "unreachable", "why the leg ended")
            try holds((failed?.seconds ?? 99) <= 2, "the leg was waited for")
        },
    ]
}
