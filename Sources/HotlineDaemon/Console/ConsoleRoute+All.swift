extension ConsoleRoute {
    /// Everything that the console answers, but for its files. Of two that fit, the first counts.
    static let all: [ConsoleRoute] = signingIn + pages + calls + followUps + planning + rosters

    private static let signingIn = [
        ConsoleRoute(.get, "sign-in", .anyone) { door, visit async throws(APIFlaw) in
            door.signIn(visit)
        },
        ConsoleRoute(.post, "sign-in", .anyone) { door, visit async throws(APIFlaw) in
            try await door.signInByToken(visit)
        },
        ConsoleRoute(.post, "sign-in/link", .anyone) { door, visit async throws(APIFlaw) in
            try door.askForLink(visit)
        },
        ConsoleRoute(.get, "sign-in/{secret}", .anyone) { door, visit async throws(APIFlaw) in
            door.confirm(visit)
        },
        ConsoleRoute(.post, "sign-in/{secret}", .anyone) { door, visit async throws(APIFlaw) in
            try await door.signInByLink(visit)
        },
        ConsoleRoute(.get, "duty/{token}", .anyone) { door, visit async throws(APIFlaw) in
            try door.askForDuty(visit)
        },
        ConsoleRoute(.post, "duty/{token}", .anyone) { door, visit async throws(APIFlaw) in
            try await door.confirmDuty(visit)
        },
        ConsoleRoute(.post, "sign-out", .session) { door, visit async throws(APIFlaw) in
            try await door.signOut(visit)
        },
        ConsoleRoute(.post, "reason", .session) { door, visit async throws(APIFlaw) in
            door.sayReason(visit)
        },
    ]

    private static let pages = [
        ConsoleRoute(.get, "", .session) { door, visit async throws(APIFlaw) in
            try await door.now(visit)
        },
        ConsoleRoute(.get, "live", .deed(.seeOnCall), isOfScript: true) {
            door, visit async throws(APIFlaw) in
            door.live(visit)
        },
        ConsoleRoute(.get, "operations", .deed(.administer)) { door, visit async throws(APIFlaw) in
            try await door.operations(visit)
        },
        ConsoleRoute(.post, "operations/session", .deed(.administer)) {
            door, visit async throws(APIFlaw) in
            try await door.endSession(visit)
        },
        ConsoleRoute(.get, "access", .deed(.readAccessLog)) { door, visit async throws(APIFlaw) in
            try await door.accessLog(visit)
        },
    ]

    /// By their numbers in the log, as messages name them.
    private static let calls = [
        ConsoleRoute(.get, "calls", .deed(.readCalls)) { door, visit async throws(APIFlaw) in
            try await door.calls(visit)
        },
        ConsoleRoute(.get, "calls/{number}", .deed(.readCalls)) {
            door, visit async throws(APIFlaw) in
            try await door.call(visit)
        },
        ConsoleRoute(.get, "calls/{number}/card", .deed(.readCalls)) {
            door, visit async throws(APIFlaw) in
            try await door.card(visit)
        },
        ConsoleRoute(.get, "calls/{number}/note", .deed(.noteCalls)) {
            door, visit async throws(APIFlaw) in
            try await door.note(visit)
        },
        ConsoleRoute(.post, "calls/{number}/note", .deed(.noteCalls)) {
            door, visit async throws(APIFlaw) in
            try await door.saveNote(visit)
        },
        ConsoleRoute(.post, "calls/{number}/follow-ups", .deed(.followUp)) {
            door, visit async throws(APIFlaw) in
            try await door.addFollowUp(visit)
        },
    ]

    private static let followUps = [
        ConsoleRoute(.get, "follow-ups", .deed(.followUp)) { door, visit async throws(APIFlaw) in
            try await door.followUps(visit)
        },
        ConsoleRoute(.get, "follow-ups/{id}", .deed(.followUp)) {
            door, visit async throws(APIFlaw) in
            try await door.followUp(visit)
        },
        ConsoleRoute(.post, "follow-ups/{id}/ending", .deed(.followUp)) {
            door, visit async throws(APIFlaw) in
            try await door.endFollowUp(visit)
        },
        ConsoleRoute(.post, "follow-ups/{id}/owner", .deed(.followUp)) {
            door, visit async throws(APIFlaw) in
            try await door.assignFollowUp(visit)
        },
    ]

    private static let planning = [
        ConsoleRoute(.get, "duty", .deed(.seeOnCall)) { door, visit async throws(APIFlaw) in
            try await door.duty(visit)
        },
        ConsoleRoute(.get, "roster", .deed(.changeRoster)) { door, visit async throws(APIFlaw) in
            try await door.roster(visit)
        },
        ConsoleRoute(.post, "roster/plan", .deed(.changeRoster)) {
            door, visit async throws(APIFlaw) in
            try await door.planChange(visit)
        },
        ConsoleRoute(.post, "roster", .deed(.changeRoster)) { door, visit async throws(APIFlaw) in
            try await door.makeChange(visit)
        },
        ConsoleRoute(.get, "reports", .deed(.readReports)) { door, visit async throws(APIFlaw) in
            try await door.reports(visit)
        },
    ]

    private static let rosters = [
        ConsoleRoute(.get, "roster/check", .deed(.administer)) {
            door, visit async throws(APIFlaw) in
            door.askForRoster(visit)
        },
        ConsoleRoute(.post, "roster/check", .deed(.administer), form: .upload) {
            door, visit async throws(APIFlaw) in
            try await door.checkRoster(visit)
        },
    ]
}
