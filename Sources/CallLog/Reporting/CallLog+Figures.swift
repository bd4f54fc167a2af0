import CallRouting
package import OnCallRoster

extension CallLog {
    /// A page of the calls that a figure counts, newest first; of the query's scope only.
    ///
    /// - Parameters:
    ///   - interval: The report's period, which takes the place of the query's.
    ///   - now: By which open promises are judged.
    package func calls(
        countedBy figure: CountedFigure, in interval: Interval, zone: TimeZoneRules, now: Instant,
        _ query: CallQuery
    ) throws(LogError) -> CallPage {
        var answers = AnswersBefore()
        var found: [Int64] = []
        try eachCall(in: Interval(interval.start - CallReport.lead, interval.end)) { call in
            let earlier = answers.earlier(than: call)
            guard interval.contains(call.began), call.isOffered else { return }
            let context = CountedFigure.Context(
                earlier: earlier, sameDayUntil: CallReport.sameDay(of: call.began, zone), now: now)
            if figure.counts(call, context) { found.append(call.number) }
        }
        var query = query
        (query.from, query.to) = (interval.start, interval.end)
        let limit = min(max(query.limit, 1), CallQuery.mostRows)
        var calls: [LoggedCall] = []
        var next: Int64?
        // Newest first, a page at a time, until one of them is full.
        var rest = found[...]
        while !rest.isEmpty, next == nil {
            query.among = Array(rest.suffix(CallQuery.mostRows))
            rest = rest.dropLast(CallQuery.mostRows)
            query.limit = limit - calls.count
            let page = try self.calls(query)
            calls += page.calls
            next = page.next ?? (calls.count == limit && !rest.isEmpty ? calls.last?.number : nil)
        }
        return CallPage(calls: calls, next: next)
    }
}

/// When each family's latest answered call began, as calls go by in their order.
struct AnswersBefore {
    private var latest: [String: Instant] = [:]

    /// When the family's latest answered call before this one began.
    mutating func earlier(than call: CountedCall) -> Instant? {
        guard let family = call.family else { return nil }
        let earlier = latest[family]
        if call.outcome == .answered { latest[family] = call.began }
        return earlier
    }
}
