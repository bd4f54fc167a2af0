import HotlineAPI
import HotlineTestSupport
import HotlineTexts
import OnCallRoster

@testable import WebConsole

/// Pages of the console in each state that they have, for a night at 03:10.
struct SamplePages {
    let words: ConsoleWords
    let names: ConsoleNames

    static let now = instant("2026-11-22T02:10Z")

    /// A family and a professional whose names are markup.
    static let roster: Roster? = {
        var text = RosterText()
        text.families.append(
            RosterText.family(
                "evil", "\"<script>alert('1')</script>\"", "+4500000077",
                "languages: [da, fo], needs: [handicap]"))
        text.professionals[0] = RosterText.professional("v1", "\"Vera & \\\"Holm\\\"\"")
        return read(text.yaml).roster
    }()

    init(_ language: WrittenLanguage) {
        let roster = SamplePages.roster
        words = ConsoleWords(
            language: language, zone: roster?.zone ?? .utc, now: SamplePages.now)
        names = ConsoleNames(roster)
    }

    /// As many as a page shows.
    static let mostCalls = 25

    var board: DutyBoard {
        let next = DutyBoard.Next(professional: "v2", from: "2026-11-23T07:00:00Z")
        return DutyBoard(
            at: SamplePages.now.description, knownUntil: "2027-01-17T00:00:00Z",
            lines: [
                line("first", "v1", until: "2026-11-22T06:00:00Z", next: next),
                line("second", "v3", until: nil, next: nil),
                line("third", nil, until: nil, next: next, gap: true),
                line("fourth", nil, until: nil, next: nil),
            ])
    }

    func line(
        _ name: String, _ professional: String?, until: String?, next: DutyBoard.Next?,
        gap: Bool = false, of institution: String = "egetraeet"
    ) -> DutyBoard.Line {
        DutyBoard.Line(
            institution: institution, municipality: nil, line: name, professional: professional,
            until: until, next: next, gap: gap)
    }

    func call(_ kind: String, family: String? = nil, answered: String? = nil) -> CallSummary {
        CallSummary(
            call: "c-1", gateway: "canonical", number: 12, state: "open", outcome: "open",
            rehearsal: true,
            caller: CallerFacts(
                kind: kind, family: family, institution: "egetraeet", municipality: "fjordby"),
            to: nil, began: "2026-11-22T02:08:00Z", answered: answered, ended: nil, endedBy: nil,
            roster: nil, promise: nil)
    }

    func promise(_ owner: String?, overdue: Bool) -> FollowUpFacts {
        FollowUpFacts(
            id: 1, call: "c-1", gateway: "canonical", callNumber: 12, kind: "promise",
            family: "evil", institution: "egetraeet", municipality: "fjordby", owner: owner,
            ownerKind: owner == nil ? nil : "professional", made: "2026-11-22T01:40:00Z",
            deadline: overdue ? "2026-11-22T02:00:00Z" : "2026-11-22T03:25:00Z", state: "open",
            overdue: overdue, code: 42, reminded: nil, escalated: nil, ended: nil, how: nil,
            note: nil)
    }

    var busyNight: NowPage.Facts {
        NowPage.Facts(
            board: board,
            calls: CallList(
                calls: [
                    call("family", family: "evil", answered: "2026-11-22T02:09:00Z"),
                    call("withheld"), call("unknown"), call("contact"), call("professional"),
                ], next: "9"),
            promises: FollowUpList(
                followUps: [promise("v1", overdue: true), promise(nil, overdue: false)],
                next: nil))
    }

    var silentNight: NowPage.Facts {
        NowPage.Facts(
            board: DutyBoard(at: board.at, knownUntil: board.knownUntil, lines: []),
            calls: CallList(calls: [], next: nil),
            promises: FollowUpList(followUps: [], next: nil))
    }

    /// A national line: more of everything than a page holds.
    var largestNight: NowPage.Facts {
        var facts = busyNight
        facts.board?.lines = (1...500).flatMap { number in
            ["first", "second", "third"].map {
                line(
                    $0, "v1", until: "2026-11-22T06:00:00Z", next: board.lines[0].next,
                    of: "opholdsstedet-nummer-\(number)")
            }
        }
        facts.calls.calls = (0..<100).map { _ in call("family", family: "evil") }
        facts.promises.followUps = (0..<100).map { _ in promise("v1", overdue: true) }
        return facts
    }

    func status(isWell: Bool) -> Status {
        Status(
            state: isWell ? "ok" : "degraded", reasons: isWell ? [] : ["the log is <slow>"],
            version: "1.0.0", since: "2026-11-01T08:00:00Z",
            roster: Status.RosterInForce(
                sha256: isWell ? "0123456789abcdef" : nil, files: ["vagter.yaml"],
                loaded: "2026-11-20T09:00:00Z", good: isWell,
                expandedUntil: "2027-01-17T00:00:00Z"),
            calls: Status.Calls(open: 2, swept: 1),
            promises: Status.Promises(open: 1, overdue: 1),
            log: Status.Log(
                state: isWell ? "ok" : "slow", spooled: 3, lastEvent: "2026-11-22T02:09:00Z"),
            gateways: isWell
                ? [Status.Gateway(gateway: "kamailio", lastEvent: nil, lastSelfCall: nil)] : [],
            alarms: isWell
                ? []
                : [
                    Status.Alarm(
                        code: "spooling", since: "2026-11-22T02:00:00Z", message: "<slow> disk")
                ],
            duty: isWell
                ? [
                    Status.Duty(
                        professional: "v1", lines: ["egetraeet/first"],
                        since: "2026-11-21T15:00:00Z", until: nil, interruptions: 2,
                        lastInterruption: nil, reliefDue: "2026-11-22T09:00:00Z")
                ] : [])
    }

    func sessions(_ count: Int) -> SessionList {
        SessionList(
            sessions: (0..<count).map { number in
                SessionList.Session(
                    id: number + 1, who: "anna <\(number)>",
                    way: ["token", "link", "proxy"][number % 3],
                    token: nil, subject: nil, made: "2026-11-22T00:00:00Z",
                    seen: "2026-11-22T02:00:00Z", expires: "2026-11-22T08:00:00Z", revoked: nil,
                    state: "valid")
            })
    }

    func accesses(_ count: Int) -> AccessList {
        let whats = ["calls", "call", "note", "follow-ups", "access-log", "subject"]
        return AccessList(
            accesses: (0..<count).map { number in
                AccessList.Access(
                    at: "2026-11-2\(number % 3)T02:00:00Z", who: "dorte", role: "leader",
                    door: ["control", "token", "console"][number % 3], what: whats[number % 6],
                    call: number % 2 == 0 ? "c-\(number)" : nil, gateway: nil, shown: number,
                    why: "klage <over> \"løftet\"")
            }, next: count == 0 ? nil : "77")
    }

    var filter: AccessPage.Filter {
        var filter = AccessPage.Filter()
        filter.who = "\"><script>"
        filter.family = "jensen"
        filter.after = "12"
        return filter
    }

    /// Every page in every state, by a name.
    var all: [(name: String, page: any ConsolePage)] { frames + callPages }

    private var frames: [(name: String, page: any ConsolePage)] {
        var badDay = filter
        badDay.badDay = "i <går>"
        let nobody = NowPage.Facts(
            board: nil, calls: silentNight.calls, promises: silentNight.promises)
        var searched = silentNight
        searched.query = "\"<Åhavn>\""
        let none = ConsoleNames(nil)
        return [
            ("sign-in", SignInPage(words, sendsLinks: false, next: "/console")),
            (
                "sign-in again",
                SignInPage(
                    words, sendsLinks: true, next: "/console/access?who=%22",
                    problem: .signInTokenWrong)
            ),
            ("link sent", LinkSentPage(words)),
            ("confirm", ConfirmPage(words, action: "/console/sign-in/abc")),
            (
                "duty asked",
                DutyCheckPage(
                    asking: words, starts: words.now + .hours(1), action: "/console/duty/a")
            ),
            ("duty answered", DutyCheckPage(answered: words)),
            ("duty unknown", DutyCheckPage(unknown: words)),
            ("form refused", RefusalPage(formOf: words)),
            ("flood", RefusalPage(floodOf: words)),
            ("no role", RefusalPage(words, withoutRole: "<anna>")),
            ("nothing yet", RefusalPage(nothingYetIn: words)),
            ("reason", ReasonPage(words, call: "c-\"81\"", next: "/console")),
            ("reason again", ReasonPage(words, call: "c-81", next: "/console", isMissing: true)),
            ("now, busy", NowPage(busyNight, names: names, words: words)),
            ("now, silent", NowPage(silentNight, names: names, words: words)),
            ("now, searched", NowPage(searched, names: names, words: words)),
            ("now, largest", NowPage(largestNight, names: names, words: words)),
            ("now, no roster", NowPage(nobody, names: none, words: words)),
            (
                "operations, well",
                OperationsPage(
                    status(isWell: true), sessions: sessions(200), own: 1, names: names,
                    words: words)
            ),
            (
                "operations, not well",
                OperationsPage(
                    status(isWell: false), sessions: sessions(0), own: nil, names: none,
                    words: words)
            ),
            ("access", AccessPage(accesses(50), filter, words: words)),
            ("access, none", AccessPage(accesses(0), AccessPage.Filter(), words: words)),
            ("access, none chosen", AccessPage(accesses(0), filter, words: words)),
            ("access, bad day", AccessPage(accesses(0), badDay, words: words)),
        ]
            + dutyPages + reportPages + rosterPages
            + rosterCheckPages
            + [400, 403, 404, 405, 409, 413, 503].map { status in
                (
                    "refusal \(status)",
                    RefusalPage(words, status: status, detail: "'<who>' is nobody")
                )
            }
    }

    /// With everything that may stand around a page, but for whoever has not signed in.
    func frame(of page: any ConsolePage) -> ConsoleFrame {
        var frame = ConsoleFrame(words)
        frame.seal = "seal-<1>"
        frame.path = "/console?q=a%20b"
        guard !(page is SignInPage) else { return frame }
        frame.who = "anna <b>"
        frame.sections = ConsoleSection.allCases
        frame.notice = "Gjort & <gemt>"
        return frame
    }
}
