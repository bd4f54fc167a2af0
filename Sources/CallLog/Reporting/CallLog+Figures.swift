import CallRouting
import Dispatch
package import OnCallRoster
import Synchronization

extension CallLog {
    /// A report of each interval, in their order; two are made at a time.
    ///
    /// - Parameter report: One that has counted nothing yet.
    package func reports(
        of intervals: [Interval], _ report: @Sendable (Interval) -> CallReport
    ) throws(LogError) -> [CallReport] {
        let made = Mutex<[Int: Result<CallReport, LogError>]>([:])
        let next = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: min(2, intervals.count)) { _ in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < intervals.count else { return }
                let counted = counted(report(intervals[index]))
                made.withLock { $0[index] = counted }
            }
        }
        let all = made.withLock { $0 }
        var reports: [CallReport] = []
        for index in intervals.indices {
            if let report = try all[index]?.get() { reports.append(report) }
        }
        return reports
    }

    private func counted(_ empty: CallReport) -> Result<CallReport, LogError> {
        var report = empty
        do throws(LogError) {
            try eachCall(in: report.read) { report.count($0) }
            return .success(report)
        } catch {
            return .failure(error)
        }
    }
}

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
    private var latest: [FamilyKey: Instant] = [:]

    /// When the family's latest answered call before this one began.
    mutating func earlier(than call: CountedCall) -> Instant? {
        guard let family = call.family else { return nil }
        let earlier = latest[family]
        if call.outcome == .answered { latest[family] = call.began }
        return earlier
    }
}
