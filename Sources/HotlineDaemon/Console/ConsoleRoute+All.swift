extension ConsoleRoute {
    /// Everything that the console answers, but for its files. Of two that fit, the first counts.
    static let all: [ConsoleRoute] = signingIn + pages

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
}
