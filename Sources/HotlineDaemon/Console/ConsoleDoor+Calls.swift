import CallLog
import CallRouting
import GatewayWebhooks
import HotlineAPI
import HotlineTexts
import OnCallRoster
import WebConsole

// *Opkald*: the list, the search, and one call by its number in the log.

extension ConsoleDoor {
    /// The list; where a reference is asked for, the call that has it.
    func calls(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        func typed(_ name: String) -> String {
            String((visit.query.text(name) ?? "").prefix(100))
        }
        if let reference = visit.query.text("ref") {
            return try await find(String(reference.prefix(255)), visit)
        }
        var filter = CallsPage.Filter()
        filter.from = typed("from")
        filter.to = typed("to")
        filter.institution = typed("institution")
        filter.state = typed("state")
        filter.outcome = typed("outcome")
        filter.after = typed("after")
        var query = ["limit": String(CallsPage.mostRows)]
        if let problem = read(filter, visit, into: &query) {
            return page(CallList(calls: [], next: nil), filter, problem, visit, status: 400)
        }
        let list = try await api.calls(try visit.call(for: .readCalls, query: query))
        return page(list, filter, nil, visit)
    }

    /// Reads what was chosen as a question for calls; what cannot be read is told.
    private func read(
        _ filter: CallsPage.Filter, _ visit: ConsoleVisit, into query: inout [String: String]
    ) -> CallsPage.Problem? {
        let zone = visit.words.zone
        for (name, text, later) in [("from", filter.from, 0), ("to", filter.to, 1)]
        where !text.isEmpty {
            guard let day = CivilDate(text) else { return .badDay(text) }
            query[name] = zone.instant(day + later).description
        }
        if !filter.institution.isEmpty {
            let named = names.institutions(named: filter.institution)
            guard let only = named.first, named.count == 1 else {
                return .institution(filter.institution, fits: named.map(\.name))
            }
            query["institution"] = only.id
        }
        let words = ["state": filter.state, "outcome": filter.outcome, "after": filter.after]
        for (name, text) in words where !text.isEmpty { query[name] = text }
        return nil
    }

    private func page(
        _ list: CallList, _ filter: CallsPage.Filter, _ problem: CallsPage.Problem?,
        _ visit: ConsoleVisit, status: Int = 200
    ) -> ConsoleReply {
        .page(
            CallsPage(list, filter, problem: problem, names: names, words: visit.words),
            status: status)
    }

    /// A call by the number that people name it by, or the gateway's id.
    private func find(
        _ reference: String, _ visit: ConsoleVisit
    ) async throws(APIFlaw) -> ConsoleReply {
        let visitor = try visit.call(for: .readCalls).visitor
        let found = try api.stories(referredTo: reference, for: visitor)
        if let only = found.first, found.count == 1 {
            return .seeOther("/console/calls/\(only.summary.number)")
        }
        let none = CallsPage.Filter()
        guard !found.isEmpty else {
            return page(
                CallList(calls: [], next: nil), none, .notFound(reference), visit, status: 404)
        }
        try await api.noteRead(
            "calls", by: visitor, as: .readCalls,
            of: Set(found.compactMap(\.summary.family)), shown: found.count)
        let list = CallList(calls: found.map { CallSummary($0.summary) }, next: nil)
        return page(list, none, .several(reference), visit)
    }

    /// One call as a story.
    func call(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        let isAdded = visit.query.text("done") == "added"
        return .page(
            try await storyPage(visit),
            notice: isAdded ? visit.words(FollowUpText.followUpAdded) : nil)
    }

    /// - Parameter badDay: What was typed as a deadline and is none.
    func storyPage(
        _ visit: ConsoleVisit, badDay: String? = nil
    ) async throws(APIFlaw) -> StoryPage {
        let (story, visitor) = try open(visit, as: .readCalls)
        let now = api.clock.now
        let key = story.summary.key
        let left = try api.reading { () throws(LogError) in try api.log.followUps(of: key) }
        try await api.noteRead(
            "call", by: visitor, as: .readCalls, call: key,
            showing: [.init(number: story.summary.number, family: story.summary.family)])
        let facts = StoryPage.Facts(
            story: CallStory(story, tellsFamilies: false), note: story.facts.map { NoteFacts($0) },
            followUps: left.map { FollowUpFacts($0, now: now) }, codes: api.noteCodes(),
            badDay: badDay)
        return StoryPage(facts, names: names, words: visit.words)
    }

    /// Who rings, and how it went before. Of the family's other calls those are shown that the
    /// visitor may see.
    func card(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        let (story, visitor) = try open(visit, as: .readCalls)
        let earlier = try self.earlier(than: story, for: visitor)
        try await api.noteRead(
            "call", by: visitor, as: .readCalls, call: story.summary.key,
            of: Set([story.summary.family].compactMap { $0 }), shown: 1 + earlier.count)
        let facts = CardPage.Facts(
            call: CallSummary(story.summary),
            latest: earlier.map { earlier in
                CardPage.Earlier(
                    call: CallSummary(earlier.summary), takenBy: earlier.takenBy,
                    note: earlier.facts.map { NoteFacts($0) })
            }, codes: api.noteCodes())
        return .page(CardPage(facts, names: names, words: visit.words))
    }

    private func earlier(
        than story: LoggedStory, for visitor: Visitor
    ) throws(APIFlaw) -> [LoggedStory] {
        guard let family = story.summary.family else { return [] }
        var query = CallQuery()
        query.family = family
        query.scope = visitor.scope(for: .readCalls, in: api.rosters.inForce?.roster)
        query.limit = CardPage.mostEarlier + 1
        let (asked, number) = (query, story.summary.number)
        return try api.reading { () throws(LogError) -> [LoggedStory] in
            var earlier: [LoggedStory] = []
            let others = try api.log.calls(asked).calls.filter { $0.number != number }
            for call in others.prefix(CardPage.mostEarlier) {
                guard let story = try api.log.story(numbered: call.number) else { continue }
                earlier.append(story)
            }
            return earlier
        }
    }

    /// The call of the path, of which somebody said why they read it.
    func open(
        _ visit: ConsoleVisit, as deed: Visitor.Deed
    ) throws(APIFlaw) -> (story: LoggedStory, visitor: Visitor) {
        let number = visit.parameters[0]
        let visitor = try visit.call(for: deed, opening: number).visitor
        let story = try api.story(numbered: number, for: visitor, as: deed)
        try api.needReason(visitor, for: story)
        return (story, visitor)
    }
}

extension LoggedStory {
    /// The professional who took the call.
    fileprivate var takenBy: String? {
        legs.first { $0.accepted != nil }?.professional?.rawValue
    }
}

extension APIDoor {
    /// The calls that `#N`, a number or a gateway's id refers to, of those that the visitor may
    /// see.
    func stories(
        referredTo reference: String, for visitor: Visitor
    ) throws(APIFlaw) -> [LoggedStory] {
        let text = reference.trimmingBlanks
        let scope = visitor.scope(for: .readCalls, in: rosters.inForce?.roster)
        return try reading { () throws(LogError) -> [LoggedStory] in
            var found: [LoggedStory] = []
            let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
            if let number = Int64(digits), let story = try log.story(numbered: number) {
                found.append(story)
            }
            if !text.hasPrefix("#") {
                for story in try stories(of: text, nil)
                where story.summary.number != found.first?.summary.number {
                    found.append(story)
                }
            }
            return found.filter { scope.shows($0) }
        }
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        let start = drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
