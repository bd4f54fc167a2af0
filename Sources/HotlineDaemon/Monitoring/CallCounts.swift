import CallLog
import CallRouting
import OnCallRoster

/// What came of events since the daemon's start. A rehearsal counts as events and nowhere else.
struct CallCounts: Sendable {
    private(set) var events: [EventType: Int] = [:]
    private(set) var kept: [Exchange.Reply.Keeping: Int] = [:]
    /// Calls of families and of callers whom nobody knows; those of others are told apart.
    private(set) var offered = 0
    private(set) var others = 0
    /// Of offered calls.
    private(set) var ended: [Outcome: Int] = [:]
    /// From the beginning of an offered call to the first human, in seconds.
    private(set) var waits = Histogram(
        bounds: [5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 600])
    private(set) var legsRung = 0
    /// Without a reason where the gateway gave none.
    private(set) var legsEnded: [LegEndReason?: Int] = [:]
    private(set) var promises = 0
    private(set) var promisesKept = 0
    private(set) var promisesBroken = 0
    private(set) var fallbacks = 0

    /// - Parameters:
    ///   - call: as it is after the event.
    ///   - isNew: Whether the event is the call's first.
    mutating func count(
        _ type: EventType, _ records: [CallRecord], of call: OpenCall, isNew: Bool,
        keeping: Exchange.Reply.Keeping
    ) {
        events[type, default: 0] += 1
        kept[keeping, default: 0] += 1
        guard !call.rehearsal else { return }
        let isOffered = call.caller.kind.isOffered
        if isNew {
            if isOffered { offered += 1 } else { others += 1 }
        }
        for record in records {
            switch record {
            case .stepBegan(let facts): legsRung += facts.rung.count
            case .legEnded(_, let reason): legsEnded[reason, default: 0] += 1
            case .legAccepted:
                guard isOffered, let accepted = call.accepted else { continue }
                waits.count(max(.zero, accepted.at - call.beganAt).inSeconds)
            case .promiseMade: promises += 1
            case .followUpEscalated(let number):
                if call.followUp(number)?.kind == .promise { promisesBroken += 1 }
            case .followUpEnded(let number, let how, let at):
                guard let followUp = call.followUp(number), followUp.kind == .promise else {
                    continue
                }
                if how.familyWasReached, at <= followUp.deadline {
                    promisesKept += 1
                } else if followUp.escalated == nil {
                    promisesBroken += 1
                }
            case .fellBack: fallbacks += 1
            case .callEnded: if isOffered { ended[call.outcome, default: 0] += 1 }
            case .began, .planned, .gatherAsked, .institutionsOffered, .pinTried, .numberGiven,
                .legRang, .legAnswered, .legReleased, .stepEnded, .noPromise, .followUpDue,
                .followUpAssigned, .followUpReminded, .messageDue, .noted, .alarmRaised,
                .instructed:
                break
            }
        }
    }
}
