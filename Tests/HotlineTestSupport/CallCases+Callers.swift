import CallRouting
import OnCallRoster

/// Who shows a number that is nobody's.
private let stranger = "+4500000098"
private let viggo = "+4500000041"
private let otherHotline = "+4570202000"

private let withheldSpellings: [String?] = [
    nil, "", "anonymous", "Anonymous", "ANONYMOUS", "restricted", "Restricted", "blocked",
    "unknown", "unavailable", "private", "withheld", "+266696687", "266696687", "+1266696687",
    "+7378742833", "+2562533", "+8656696", "+86282452253", "+7748283", "+94844353",
    "sip:anonymous@anonymous.invalid", "anonymous@anonymous.invalid", "anonymous@sip.example",
]

/// The first line is for families, the second for callers nobody knows.
private let apart = RosterText().changed {
    $0.steps[0] += ", callers: [family]"
    $0.steps[1] += ", callers: [unknown]"
}

private let sharedNumber = RosterText().changed {
    $0.families[1] = RosterText.family("hansen", "Familien Hansen", jensen, "pin: \"551203\"")
}

private let sharedAndRouted = sharedNumber.changed { $0.routing.append("unknown: route") }

private let twoNumbers = RosterText().changed {
    $0.numbers.append("\"\(otherHotline)\": { municipality: fjordby, institution: egetraeet }")
}

private let withoutPINs = RosterText().changed {
    $0.families = [RosterText.family("jensen", "Familien Jensen", jensen)]
    $0.professionals[1] = RosterText.professional("v2", "Viggo Bæk", "phones: [\"\(viggo)\"]")
}

extension CallCase {
    /// Who is calling, as far as a number or a PIN tells.
    package static let callers: [CallCase] = [
        CallCase.withheld, CallCase.unidentified, CallCase.shared, CallCase.wrongPINs,
        CallCase.withoutNumber, CallCase.numberless, CallCase.contacts, CallCase.professionals,
    ].flatMap { $0 }

    private static let withheld: [CallCase] = [
        CallCase("C15 however a gateway spells a withheld number, the PIN is asked for") { line in
            for (number, from) in withheldSpellings.enumerated() {
                let spelling = from.map { "'\($0)'" } ?? "no number"
                let asked = try line.callArrives(from: from, as: "c-\(number)")
                try same(asked.name, .gather, spelling)
                try same(asked.digits, 6, spelling)
                let told = try line.told()
                try same(told.callerKind, "withheld", spelling)
                try same(told.rung, [], spelling)
                try line.callEnds()
            }
        },
        CallCase("C15 the right PIN at the second try makes it the family's call", roster: apart) {
            line in
            try line.callArrives(from: nil)
            try same(try line.keys("111111").name, .gather)
            let first = try line.keys("551203")
            try same(first.rings, ["v1"], "who rings for a family")
            try first.expectBrief("Familien Hansen.")
            try same(try line.told().callerKind, "family")
        },
        CallCase("C15 who keys nothing in is routed as unknown at once", roster: apart) { line in
            try line.callArrives(from: nil)
            try same(try line.keys("").rings, ["v2"], "who rings for an unknown caller")
        },
        CallCase("C15 a restart forgets no PIN that was tried", roster: apart) { line in
            try line.callArrives(from: nil)
            try line.keys("111111")
            try line.restarts()
            try same(try line.keys("222222").rings, ["v2"], "who rings for an unknown caller")
        },
        CallCase("C15 a number that the roster does not know is asked for the PIN too") { line in
            try same(try line.callArrives(from: stranger).digits, 6, "digits asked for")
            let first = try line.keys("470811")
            try first.expectBrief("Familien Jensen.")
            try same(try line.told().callerKind, "family")
        },
    ]

    private static let unidentified: [CallCase] = [
        CallCase.isUnknown(nil), CallCase.isUnknown("anonymous"), CallCase.isUnknown("+266696687"),
        CallCase.isUnknown("sip:anonymous@anonymous.invalid"),
    ]

    private static func isUnknown(_ from: String?) -> CallCase {
        let name = "C15 \(from ?? "no number"): after two wrong PINs it is an unknown caller's call"
        return CallCase(name, roster: apart) { line in
            let asked = try line.callArrives(from: from)
            let again = try line.keys("111111")
            try same(again.name, .gather)
            try same(again.digits, 6, "digits asked for")
            try holds(again.text != asked.text, "the caller does not hear that it was wrong")
            let first = try line.keys("222222")
            try same(first.rings, ["v2"], "who rings for an unknown caller")
            try first.expectBrief("Ukendt nummer.")
            let told = try line.told()
            try same(told.callerKind, "withheld")
            try same(told.institution, "egetraeet", "where the call goes")
        }
    }

    private static let shared: [CallCase] = [
        CallCase("C16 a number of two families is asked for the PIN", roster: sharedNumber) {
            line in
            try same(try line.callArrives(from: jensen).digits, 6, "digits asked for")
            try same(try line.told().rung, [], "who was rung")
            let first = try line.keys("551203")
            try same(first.rings, ["v1"], "who rings")
            try first.expectBrief("Familien Hansen.")
            try same(try line.told().callerKind, "family")
        },
        CallCase("C16 it is asked where unknown callers are routed, too", roster: sharedAndRouted) {
            line in
            try same(try line.callArrives(from: jensen).name, .gather)
            let first = try line.keys("470811")
            try first.expectBrief("Familien Jensen.")
        },
        CallCase("C16 after two wrong PINs it is an unknown caller's", roster: sharedNumber) {
            line in
            try line.callArrives(from: jensen)
            try line.keys("111111")
            let first = try line.keys("222222")
            try first.expectBrief("Ukendt nummer.")
            try same(try line.told().callerKind, "unknown")
            try same(try line.nobodyEverAnswers(first).end.name, .callback)
        },
    ]

    private static let wrongPINs: [CallCase] = [
        CallCase("after six wrong PINs in an hour a number is not asked", roster: sharedNumber) {
            line in
            for call in ["c-1", "c-2", "c-3"] {
                try same(try line.callArrives(from: jensen, as: call).name, .gather, call)
                try same(try line.keys("111111").name, .gather, call)
                try same(try line.keys("222222").rings, ["v1"], call)
                try line.callEnds()
            }
            try same(try line.callArrives(from: jensen, as: "c-4").rings, ["v1"], "who rings")
            try line.callEnds()
            try line.restarts()
            try same(try line.callArrives(from: jensen, as: "c-5").rings, ["v1"], "who rings")
            try line.callEnds()
            try line.passes(seconds: 3601)
            try same(try line.callArrives(from: jensen, as: "c-6").name, .gather, "an hour later")
        },
        CallCase("after thirty wrong PINs no withheld caller is asked", roster: twoNumbers) {
            line in
            for number in 1...15 {
                let call = "c-\(number)"
                try same(try line.callArrives(from: nil, as: call).name, .gather, call)
                try same(try line.keys("111111").name, .gather, call)
                try same(try line.keys("222222").rings, ["v1"], call)
                try line.callEnds()
            }
            let next = try line.callArrives(from: "anonymous", as: "c-16")
            try same(next.rings, ["v1"], "who rings")
            try line.callEnds()
            let other = try line.callArrives(from: nil, to: otherHotline, as: "c-17")
            try same(other.name, .gather, "the reply to who dials another number")
            try line.callEnds()
            let family = try line.callArrives(from: jensen, as: "c-18")
            try family.expectBrief("Familien Jensen.", of: "1.1", "a known number's brief")
        },
    ]

    private static let withoutNumber: [CallCase] = [
        CallCase("C27 a withheld caller gives a number to be rung at", roster: withoutPINs) {
            line in
            var heard = try line.callArrives(from: nil)
            for who in ["v1", "v2", "v3", "tel:114"] {
                try same(heard.rings, [who], "who rings")
                heard = try line.nobodyAnswers(heard)
            }
            try same(heard.name, .gather)
            try same(heard.digits, 8, "digits asked for")
            try holds(try line.told().promise == nil, "a promise without a number")
            let promise = try line.keys("00000099")
            try same(promise.name, .callback)
            try near(promise.deadline, line.now + .minutes(30), "the promise's deadline")
            try line.callEnds()
            try same(try line.onlyFollowUp("promise").owner, "v2", "who owns the promise")

            let back = try line.callArrives(from: viggo, as: "c-2")
            try same(back.targets.map(\.uri), ["tel:+4500000099"], "the number that is rung back")
            try line.talks()
            line.turnTo("c-1")
            try same(try line.promise().state, "kept", "the promise")
        },
        CallCase("C27 a withheld caller who keys no PIN gives no number either") { line in
            let asked = try line.callArrives(from: nil)
            let (rung, end) = try line.nobodyEverAnswers(asked)
            try same(rung, [["v1"], ["v2"], ["v3"], ["tel:114"]], "who rings")
            try same(end.name, .hangup)
            try holds(end.text?.contains("114") ?? false, "the last resort is not named")
        },
    ]

    private static let numberless: [CallCase] = ["", "1234567", "90123456", "11200000"]
        .map { CallCase.givesNone($0) }

    private static func givesNone(_ digits: String) -> CallCase {
        let name = "C27 '\(digits)' is rung by nobody: the last resort's is told, and no promise"
        return CallCase(name, roster: withoutPINs) { line in
            var heard = try line.callArrives(from: nil)
            for _ in 0..<4 { heard = try line.nobodyAnswers(heard, .busy) }
            try same(heard.name, .gather)
            let end = try line.keys(digits)
            try same(end.name, .hangup)
            try holds(end.text?.contains("114") ?? false, "the last resort is not named")
            try holds(try line.alarms().contains("no-promise"), "no alarm stands")
            try line.callEnds()
            let told = try line.told()
            try same(told.outcome, "failed")
            try holds(told.promise == nil, "a promise was made")
            try same(told.followUps, [], "what is left to be done")
        }
    }
}
