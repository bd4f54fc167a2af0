package import CallRouting
import OnCallRoster

/// Where in a log each call was taken, and where its callback came up.
package struct LogPlaces: Sendable {
    private var events: Int64 = 0
    fileprivate var taken: [CallKey: Int64] = [:]
    fileprivate var owed: [CallKey: Int64] = [:]

    package init() {}

    package mutating func note(_ records: [CallRecord], of call: CallKey) {
        events += 1
        for record in records {
            if case .legAccepted = record { taken[call] = taken[call] ?? events }
            if case .promiseMade = record { owed[call] = events }
            if case .followUpDue(let due) = record, due.kind.isCallback {
                owed[call] = events
            }
        }
    }
}

extension CallFloor.Past {
    /// What a log with these calls would know, reckoned from their folds alone.
    package init(folding calls: some Collection<OpenCall>, places: LogPlaces) {
        self.init()
        owedSince = places.owed
        let real = calls.filter { !$0.rehearsal }
        self.calls = calls.filter { call in
            call.ended == nil || call.followUps.contains { $0.isOpen && $0.kind.isCallback }
        }
        for call in real.sorted(by: { $0.began < $1.began }) {
            if let family = call.caller.family?.value { latestCalls[family] = call.began }
        }
        let answered = real.compactMap { call in call.accepted.map { (call, $0) } }
            .sorted { places.taken[$0.0.key] ?? 0 < places.taken[$1.0.key] ?? 0 }
        for (call, accepted) in answered {
            if let family = call.caller.family?.value,
                let professional = call.leg(accepted.leg)?.professional
            {
                lastAnswers[family] = RoutingContext.LastAnswer(
                    professional: professional, at: accepted.received)
            }
            let callback = call.plan?.callback
            reached.append(
                Reached(
                    family: callback.map { $0.family?.value } ?? call.caller.family?.value,
                    number: callback.map { $0.number.value } ?? call.number,
                    at: accepted.received, seq: places.taken[call.key] ?? 0,
                    callback: callback?.key))
        }
    }
}
