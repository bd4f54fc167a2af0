import CallLog
import HotlineAPI

extension APIOperation {
    /// Everything that the door answers.
    static let all: [APIOperation] =
        [
            APIOperation(
                .get, "status", .seeStatus,
                "How the daemon is; counts only, but for administrators"
            ) { door, call async throws(APIFlaw) in await door.status(call) },
            APIOperation(describedAt: "openapi.json", "This description"),
            APIOperation(
                .get, "on-call", .seeOnCall, "Who fills which line at an instant, and until when",
                query: [
                    Parameter(
                        "at", "An instant (RFC 3339); now, where it is left out", instant),
                    Parameter("institution", "Lines of this institution only"),
                ], refusals: [404, 409]
            ) { door, call async throws(APIFlaw) in try door.onCall(call) },
            APIOperation(
                .get, "duty-board", .seeOnCall,
                "Who fills which line now, until when, and who is next", refusals: [409]
            ) { door, _ async throws(APIFlaw) in try door.board() },
        ] + calls + followUps + figures + care + retention + messages
        + operations

    private static let instant = JSONSchema.text(format: "date-time")

    private static let kinds = "promise|callback|after-call|added"

    private static let page = [
        Parameter(
            "limit", "Rows of a page, 1 to 1000; 100 where it is left out", .whole(1...1000)),
        Parameter("after", "The `next` of the page before", .matching(pattern: "^[0-9]{1,18}$")),
    ]

    private static let span = [
        Parameter("from", "From this instant on (RFC 3339)", instant),
        Parameter("to", "Before this instant (RFC 3339)", instant),
    ]

    private static let days = [
        Parameter("from", "The first day, YYYY-MM-DD", .text(format: "date"), isRequired: true),
        Parameter(
            "to", "The day after the last, YYYY-MM-DD", .text(format: "date"), isRequired: true),
    ]

    private static let calls = [
        APIOperation(
            .get, "calls", .readCalls, "Calls, newest first",
            query: span + [
                Parameter("state", "Of this state only", of: ["open", "ended"]),
                Parameter(
                    "outcome", "Of this class only",
                    of: ["open", "answered", "short", "abandoned", "failed", "unknown"]),
                Parameter("institution", "Callers of this institution only"),
                Parameter("in", "Those that this figure of a report counts; needs from and to"),
            ] + page
        ) { door, call async throws(APIFlaw) in try await door.calls(call) },
        APIOperation(
            .get, "calls/{call}", .readCalls, "All that is known of one call",
            query: [Parameter("gateway", "Where several gateways have the call")],
            refusals: [404, 409]
        ) { door, call async throws(APIFlaw) in try await door.call(call) },
        APIOperation(
            .get, "calls/{call}/note", .noteCalls, "What people said of one call",
            query: [Parameter("gateway", "Where several gateways have the call")],
            refusals: [404, 409]
        ) { door, call async throws(APIFlaw) in try await door.noteOf(call) },
        APIOperation(
            .post, "calls/{call}/note", .noteCalls, "What a call was about and what it leaves",
            body: CallNote.self, refusals: [404, 409, 413]
        ) { door, call async throws(APIFlaw) in try await door.note(call) },
        APIOperation(
            .get, "note-codes", .noteCalls, "The codes that a note is chosen from"
        ) { door, _ async throws(APIFlaw) in door.noteCodes() },
    ]

    private static let followUps = [
        APIOperation(
            .get, "follow-ups", .followUp, "What calls leave to be done, the earliest first",
            query: [
                Parameter("state", "Open, where it is left out", of: ["open", "done", "all"]),
                Parameter("owner", "Of this professional or contact only"),
                Parameter(
                    "kind", "Of these kinds only, with commas between: \(kinds)",
                    .matching(pattern: "^(\(kinds))(,(\(kinds)))*$")),
            ] + page
        ) { door, call async throws(APIFlaw) in try await door.followUps(call) },
        APIOperation(
            .post, "follow-ups", .followUp, "Adds one to a call", body: FollowUpAddition.self,
            status: 201, refusals: [404, 409, 413]
        ) { door, call async throws(APIFlaw) in try await door.addFollowUp(call) },
        APIOperation(
            .post, "follow-ups/{id}/owner", .followUp, "Gives one to somebody",
            body: FollowUpChange.self, refusals: [404, 409, 413]
        ) { door, call async throws(APIFlaw) in try await door.changeFollowUp(call, isDone: false)
        },
        APIOperation(
            .post, "follow-ups/{id}/ending", .followUp, "Says what became of one",
            body: FollowUpChange.self, refusals: [404, 409, 413]
        ) { door, call async throws(APIFlaw) in try await door.changeFollowUp(call, isDone: true) },
    ]

    private static let figures = [
        APIOperation(
            .get, "reports", .readReports, "The figures of a period", query: days
        ) { door, call async throws(APIFlaw) in try await door.report(call) },
        APIOperation(
            .post, "exports/evaluation", .exportEvaluation,
            "Makes a pseudonymised data set of whole quarters", body: EvaluationQuestion.self,
            refusals: [404, 409, 413]
        ) { door, call async throws(APIFlaw) in try await door.exportEvaluation(call) },
    ]

    private static let care = [
        APIOperation(
            .get, "access-log", .readAccessLog, "Who has read what, newest first",
            query: span + [
                Parameter("who", "Reads of this user or token only"),
                Parameter("family", "Reads that showed something of this family only"),
            ] + page
        ) { door, call async throws(APIFlaw) in try await door.accesses(call) },
        APIOperation(
            .get, "tokens", .administer, "Tokens, the newest last"
        ) { door, _ async throws(APIFlaw) in try door.tokens() },
        APIOperation(
            .post, "tokens", .administer, "Makes a token, which is shown this once",
            body: TokenRequest.self, status: 201, isLocal: true,
            refusals: [413]
        ) { door, call async throws(APIFlaw) in try await door.makeToken(call) },
        APIOperation(
            .post, "tokens/{id}/revocation", .administer, "Ends a token now", refusals: [404]
        ) { door, call async throws(APIFlaw) in try await door.revokeToken(call) },
        APIOperation(
            .get, "sessions", .administer, "Sessions of the console, the newest last"
        ) { door, _ async throws(APIFlaw) in try door.sessions() },
        APIOperation(
            .post, "sessions/{id}/revocation", .administer, "Ends a session now", refusals: [404]
        ) { door, call async throws(APIFlaw) in try await door.revokeSession(call) },
        APIOperation(
            .get, "backups", .administer, "Copies of the log that the daemon was told of"
        ) { door, _ async throws(APIFlaw) in try door.backups() },
        APIOperation(
            .post, "backups", .administer, "Tells that a copy of the log was made",
            body: BackupRecord.self, status: 201, isLocal: true,
            refusals: [409, 413]
        ) { door, call async throws(APIFlaw) in try await door.noteBackup(call) },
    ]

    private static let retention = [
        APIOperation(
            .post, "log/purge", .administer,
            "Deletes what is past its time, or tells what would be",
            body: PurgeRequest.self, isLocal: true,
            refusals: [409, 413]
        ) { door, call async throws(APIFlaw) in try await door.purge(call) },
        APIOperation(
            .get, "log/erasures", .administer, "Purges and erasures that were made"
        ) { door, _ async throws(APIFlaw) in try door.erasures() },
        APIOperation(
            .get, "holds", .administer, "What neither purge nor erasure touches"
        ) { door, _ async throws(APIFlaw) in try door.holds() },
        APIOperation(
            .post, "holds", .administer, "Holds a family's calls, a call, or everything",
            body: HoldRequest.self, status: 201, refusals: [404, 409, 413]
        ) { door, call async throws(APIFlaw) in try await door.hold(call) },
        APIOperation(
            .post, "holds/{id}/lifting", .administer, "Ends a hold",
            refusals: [404]
        ) { door, call async throws(APIFlaw) in try await door.lift(call) },
        APIOperation(
            .post, "subjects/record", .administer, "All that the log has of a family",
            body: SubjectRequest.self, isLocal: true,
            refusals: [404, 413]
        ) { door, call async throws(APIFlaw) in try await door.subject(call) },
        APIOperation(
            .post, "subjects/erasure", .administer, "Erases whatever identifies a family",
            body: SubjectRequest.self, isLocal: true,
            refusals: [404, 409, 413]
        ) { door, call async throws(APIFlaw) in try await door.erase(call) },
    ]

    private static let messages = [
        APIOperation(
            .get, "messages", .administer,
            "How many messages wait, were sent and failed, and those of one state",
            query: [
                Parameter(
                    "state", "Of this state; failed where it is left out",
                    of: MessageState.allCases.map(\.rawValue)),
                Parameter(
                    "limit", "How many, 1 to 1000; 20 where it is left out",
                    .whole(1...APIDoor.mostListed)),
            ]
        ) { door, call async throws(APIFlaw) in try door.outbox(call) },
        APIOperation(
            .get, "messages/due", .deliverMessages,
            "Hands out messages that are to be sent now, each to one asker for five minutes",
            query: [
                Parameter(
                    "limit", "How many, 1 to 16; 16 where it is left out", .whole(1...16))
            ], isLocal: true
        ) { door, call async throws(APIFlaw) in try await door.dueMessages(call) },
        APIOperation(
            .post, "messages/{id}/outcome", .deliverMessages, "Tells what came of sending one",
            body: MessageResult.self, isLocal: true, refusals: [404, 413]
        ) { door, call async throws(APIFlaw) in try await door.settleMessage(call) },
    ]

    private static let operations = [
        APIOperation(
            .get, "failing-numbers", .operate, "Numbers that fail at once when they are rung"
        ) { door, call async throws(APIFlaw) in try await door.failingNumbers(call) },
        APIOperation(
            .get, "gateways/{name}", .operate, "What is known of one gateway", refusals: [404]
        ) { door, call async throws(APIFlaw) in try await door.gateway(call) },
        APIOperation(
            .post, "replays", .operate, "Begins to decide logged calls anew",
            body: ReplayRequest.self, status: 202, refusals: [409, 413]
        ) { door, call async throws(APIFlaw) in try await door.beginReplay(call) },
        APIOperation(
            .get, "replays/latest", .operate, "How far the latest replay is", refusals: [404]
        ) { door, _ async throws(APIFlaw) in try door.latestReplay() },
        APIOperation(
            .post, "rehearsals", .operate, "A caller is on the line who is none",
            body: RehearsalStart.self, refusals: [413]
        ) { door, call async throws(APIFlaw) in try await door.begin(call) },
        APIOperation(
            .post, "rehearsals/{call}/events", .operate, "What happened to a rehearsed call",
            body: RehearsalEvent.self, refusals: [409, 413]
        ) { door, call async throws(APIFlaw) in try await door.go(on: call) },
        APIOperation(
            .post, "test-clock", .operate, "Moves a clock that was set for tests",
            body: TestClockChange.self, isLocal: true,
            refusals: [404, 413]
        ) { door, call async throws(APIFlaw) in try await door.moveClock(call) },
    ]
}
