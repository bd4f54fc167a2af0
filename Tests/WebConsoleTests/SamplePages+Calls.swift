import HotlineAPI
import HotlineTestSupport
import OnCallRoster

@testable import WebConsole

/// *Opkald*, a call's pages and *Opfølgning* in each of their states.
extension SamplePages {
    static let codes = NoteCodes(
        theme: [
            NoteCodes.Code(code: "school", words: "Skole"),
            NoteCodes.Code(code: "other", words: "Andet & <mere>"),
        ],
        done: [NoteCodes.Code(code: "advice", words: "Råd")],
        went: [NoteCodes.Code(code: "4", words: "Godt")],
        otherwise: [NoteCodes.Code(code: "nobody", words: "Ingen")])

    /// As large as the standard lists, and more.
    static let manyCodes: NoteCodes = {
        let many = (1...40).map {
            NoteCodes.Code(code: "code-\($0)", words: "Et emne med mange ord, nummer \($0)")
        }
        return NoteCodes(theme: many, done: many, went: many, otherwise: many)
    }()

    func note(of codes: NoteCodes = codes) -> NoteFacts {
        NoteFacts(
            themes: codes.theme.map(\.code), done: codes.done.map(\.code), noted: "not-relevant",
            followUp: true, caseworker: false, went: "4", otherwise: "gone", by: "anna <b>")
    }

    /// The call of 02:08: the first did not answer, the second took it.
    func ended(
        _ kind: String = "family", outcome: String = "answered", rehearsal: Bool = false
    ) -> CallSummary {
        var call = call(kind, family: kind == "family" ? "evil" : nil)
        (call.state, call.outcome, call.rehearsal) = ("ended", outcome, rehearsal)
        call.ended = "2026-11-22T02:31:00Z"
        call.endedBy = "caller"
        if outcome == "answered" { call.answered = "2026-11-22T02:08:41Z" }
        return call
    }

    func leg(
        _ leg: String, _ professional: String?, _ because: String, began: String,
        accepted: String? = nil, ended: String?, reason: String?
    ) -> CallStory.Leg {
        CallStory.Leg(
            leg: leg, step: Int(leg.prefix(1)) ?? 1, round: 1, professional: professional,
            uri: nil, because: because, began: began, answered: accepted, accepted: accepted,
            confirmed: accepted == nil ? nil : true, ended: ended, reason: reason)
    }

    func event(_ seq: Int, _ type: String, _ at: String, _ told: String? = nil) -> CallStory.Event {
        CallStory.Event(
            seq: seq, type: type, at: at, received: at, delivery: nil, late: false, spooled: false,
            instruction: told)
    }

    private func step(_ number: Int, _ professional: String?, _ because: String)
        -> RouteDocument.Step
    {
        RouteDocument.Step(
            step: number, round: 1, ringSeconds: 25,
            targets: [
                RouteDocument.Target(
                    professional: professional, uri: nil, confirm: true, because: because)
            ])
    }

    /// V1 did not answer, V9 was busy, V2 took it; V3 was not reached, V8 is ill.
    var answered: StoryPage.Facts {
        let story = CallStory(
            summary: ended(),
            plan: [
                step(1, "v1", "line:first"), step(2, "v9", "contact"),
                step(3, "v2", "line:second"), step(4, "v3", "line:third"),
                step(5, nil, "last-resort"),
            ],
            leftOut: [RouteDocument.Omission(professional: "v8", because: "absent")],
            legs: [
                leg(
                    "1.1", "v1", "line:first", began: "2026-11-22T02:08:00Z",
                    ended: "2026-11-22T02:08:25Z", reason: "no-answer"),
                leg(
                    "2.1", "v2", "line:second", began: "2026-11-22T02:08:25Z",
                    accepted: "2026-11-22T02:08:41Z", ended: "2026-11-22T02:31:00Z",
                    reason: "completed"),
            ],
            events: [
                event(1, "call.incoming", "2026-11-22T02:08:00Z", "dial"),
                event(2, "leg.ended", "2026-11-22T02:08:25Z", "dial"),
                event(3, "leg.accepted", "2026-11-22T02:08:41Z", "connect"),
                event(4, "call.ended", "2026-11-22T02:31:00Z", "hangup"),
                event(5, "call.noted", "2026-11-22T09:00:00Z", "hangup"),
            ])
        return StoryPage.Facts(
            story: story, note: note(), followUps: [task("after-call"), task("added", "done")],
            codes: SamplePages.codes)
    }

    /// A promise after nobody took it, and many rounds of many who were rung.
    var largestStory: StoryPage.Facts {
        var facts = answered
        facts.story.summary = ended(outcome: "failed", rehearsal: false)
        facts.story.summary.promise = PromiseFacts(
            deadline: "2026-11-22T03:00:00Z", owner: "v1", state: "kept",
            kept: "2026-11-22T02:50:00Z")
        facts.story.legs = (0..<300).map { _ in facts.story.legs[0] }
        facts.story.leftOut = (0..<300).map {
            RouteDocument.Omission(professional: "p\($0)", because: "off duty")
        }
        facts.followUps = (0..<30).map { _ in task("callback") }
        facts.badDay = "i <går>"
        facts.codes = SamplePages.manyCodes
        facts.note = note(of: SamplePages.manyCodes)
        return facts
    }

    /// Hardly begun: nothing is known of it yet.
    var openStory: StoryPage.Facts {
        var call = call("withheld")
        call.promise = PromiseFacts(
            deadline: "2026-11-22T03:00:00Z", owner: nil, state: "open", kept: nil)
        let story = CallStory(summary: call, plan: [], legs: [], events: [])
        return StoryPage.Facts(story: story, note: nil, followUps: [], codes: SamplePages.codes)
    }

    func task(_ kind: String, _ state: String = "open") -> FollowUpFacts {
        var task = promise("v1", overdue: state == "open")
        (task.kind, task.state) = (kind, state)
        task.note = "Ring om <skolen>"
        if state == "done" {
            (task.how, task.ended) = ("not-needed", "2026-11-22T02:00:00Z")
        }
        if !["promise", "callback"].contains(kind) { task.code = nil }
        return task
    }

    func card(_ kind: String) -> CardPage.Facts {
        let call = ended(kind)
        let earlier = (0..<CardPage.mostEarlier).map { number in
            CardPage.Earlier(
                call: call, takenBy: number == 0 ? nil : "v1",
                note: number == 0 ? nil : note())
        }
        return CardPage.Facts(
            call: call, latest: kind == "family" ? earlier : [], codes: SamplePages.codes)
    }

    func noteFacts(_ codes: NoteCodes = codes) -> NotePage.Facts {
        NotePage.Facts(
            call: ended(), note: note(of: codes), codes: codes, maySayHowItWent: true)
    }

    private func list(
        _ count: Int, _ filter: CallsPage.Filter = CallsPage.Filter(),
        _ problem: CallsPage.Problem? = nil
    ) -> CallsPage {
        let calls = (0..<count).map { _ in ended(rehearsal: true) }
        return CallsPage(
            CallList(calls: calls, next: count == 0 ? nil : "7"), filter, problem: problem,
            names: names, words: words)
    }

    private func tasks(
        _ list: [FollowUpFacts], _ view: FollowUpsPage.View, hasOwn: Bool = true
    ) -> FollowUpsPage {
        FollowUpsPage(
            FollowUpList(followUps: list, next: list.isEmpty ? nil : "9"), view, hasOwn: hasOwn,
            isFirst: list.isEmpty, names: names, words: words)
    }

    var callPages: [(name: String, page: any ConsolePage)] {
        var chosen = CallsPage.Filter()
        (chosen.institution, chosen.state, chosen.after) = ("\"><script>", "open", "12")
        var rehearsal = noteFacts()
        (rehearsal.call.rehearsal, rehearsal.note) = (true, nil)
        var empty = noteFacts()
        (empty.note, empty.saysNothing, empty.maySayHowItWent) = (nil, true, false)
        var rehearsed = answered
        rehearsed.story.summary.rehearsal = true
        let none = ConsoleNames(nil)
        let many = (0..<100).map { _ in task("promise") }
        var pages: [(name: String, page: any ConsolePage)] = [
            ("calls", list(100, chosen)), ("calls, none", list(0)),
            ("calls, none chosen", list(0, chosen)),
            ("calls, bad day", list(0, chosen, .badDay("i <går>"))),
            ("calls, no institution", list(0, chosen, .institution("<x>", fits: []))),
            ("calls, institutions", list(0, chosen, .institution("x", fits: ["<A>", "B"]))),
            ("calls, not found", list(0, CallsPage.Filter(), .notFound("#<99>"))),
            ("calls, several", list(2, CallsPage.Filter(), .several("c-1"))),
        ]
        for (name, facts) in [
            ("answered", answered), ("largest", largestStory), ("open", openStory),
            ("rehearsal", rehearsed),
        ] {
            pages.append(
                ("call, \(name)", StoryPage(facts, names: names, words: words)))
        }
        for kind in ["family", "contact", "professional", "unknown", "withheld"] {
            pages.append(
                ("card, \(kind)", CardPage(card(kind), names: names, words: words)))
        }
        pages.append(("card, no roster", CardPage(card("family"), names: none, words: words)))
        for (name, facts) in [
            ("noted", noteFacts()), ("empty", empty), ("rehearsal", rehearsal),
            ("largest", noteFacts(SamplePages.manyCodes)),
        ] {
            pages.append(("note, \(name)", NotePage(facts, names: names, words: words)))
        }
        for view in FollowUpsPage.View.allCases {
            pages.append(("follow-ups, none \(view)", tasks([], view)))
        }
        pages.append(("follow-ups, many", tasks(many, .mine)))
        pages.append(("follow-ups, done", tasks([task("added", "done")], .done, hasOwn: false)))
        for (name, shown) in [
            ("promise", task("promise")), ("task", task("added")),
            ("done", task("after-call", "done")),
        ] {
            pages.append(
                ("follow-up, \(name)", FollowUpPage(shown, names: names, words: words)))
        }
        pages.append(
            ("follow-up, nobody", FollowUpPage(task("added"), names: none, words: words)))
        return pages
    }
}
