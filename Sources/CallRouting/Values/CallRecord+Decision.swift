import OnCallRoster

extension CallRecord {
    /// What the record says of routing, in coded facts alone; `nil` for what is no decision, but
    /// was put in.
    package var decision: String? {
        switch self {
        case .began, .planned, .pinTried, .numberGiven, .legRang, .legAnswered, .fellBack,
            .institutionsOffered, .messageDue, .noted, .instructed:
            if case .planned(let facts) = self { return "plan \(facts.plan.summary)" }
            return nil
        case .gatherAsked(let purpose): return "asks for \(purpose.rawValue)"
        case .stepBegan(let began):
            let rung = began.rung.map { "\($0.step).\($0.target)" }.joined(separator: "+")
            return "step \(began.step) rings \(rung) for \(began.ringSeconds) s"
        case .legAccepted(let leg, _): return "\(leg) has the call"
        case .legReleased(let leg): return "\(leg) is let go"
        case .legEnded(let leg, _): return "\(leg) ends"
        case .stepEnded(let step, _): return "step \(step) ends"
        case .promiseMade(let promise):
            return "promise by \(promise.deadline), owner \(promise.owner?.rawValue ?? "nobody")"
        case .noPromise: return "no promise"
        case .callEnded(let by): return "ended by \(by.rawValue)"
        case .followUpDue(let due):
            let owner = due.owner?.description ?? "nobody"
            return "follow-up \(due.kind.rawValue) by \(due.deadline), owner \(owner)"
        case .followUpAssigned(let number, let owner):
            return "follow-up \(number) is \(owner?.description ?? "nobody")'s"
        case .followUpReminded(let number): return "follow-up \(number) is reminded of"
        case .followUpEscalated(let number): return "follow-up \(number) is escalated"
        case .followUpEnded(let number, let how, _):
            return "follow-up \(number) ends: \(how.rawValue)"
        case .alarmRaised(let code): return "alarm \(code.rawValue)"
        }
    }
}

extension RingPlan {
    /// Who is rung, step by step.
    fileprivate var summary: String {
        steps.map { step in
            let targets = step.targets.map { target in
                "\(target.professional?.rawValue ?? "-") (\(target.because))"
            }
            return "[\(targets.joined(separator: " + ")) \(step.ringSeconds) s]"
        }.joined(separator: " ")
    }
}
