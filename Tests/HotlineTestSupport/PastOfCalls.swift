package import CallRouting
import OnCallRoster

extension CallFloor.Past {
    /// What a log with these calls would know, reckoned from their folds alone.
    package init(folding calls: some Collection<OpenCall>) {
        self.init()
        let real = calls.filter { !$0.rehearsal }
        self.calls = calls.filter { call in
            call.ended == nil || call.followUps.contains { $0.isOpen && $0.kind.isCallback }
        }
        for call in real.sorted(by: { $0.began < $1.began }) {
            if let family = call.caller.family?.value { latestCalls[family] = call.began }
        }
        let answered = real.compactMap { call in call.accepted.map { (call, $0) } }
            .sorted { $0.1.received < $1.1.received }
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
                    at: accepted.received, callback: callback?.key))
        }
    }
}
