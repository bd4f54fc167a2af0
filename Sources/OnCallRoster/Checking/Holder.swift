/// Who is rung for a line, or as the contact, as far as a proof of reach must know.
enum Holder: Hashable, Sendable {
    /// Nobody, or nobody with a phone.
    case nobody
    /// An employed person on phones that no desk or last resort shares: rung, they are reached.
    case person
    /// Somebody whose phones must be looked at one by one.
    indirect case special(SpecialHolder)
}

/// Somebody who is rung and yet perhaps no person who is reached: a desk, someone not employed, or
/// a person who shares a phone with such a one or with the caller.
struct SpecialHolder: Hashable, Sendable {
    let professional: ProfessionalID
    /// Whether a person is reached if one of the phones rings for them.
    let isReachable: Bool
    let dutyPhones: [DialTarget]
    let ownPhones: [DialTarget]
    /// Nobody's own call rings themselves.
    let callerNumber: PhoneNumber?

    /// The duty phones and the n-th of their own in round n, the last when there are fewer.
    func phones(inRound round: Int) -> [DialTarget] {
        let own = ownPhones.prefix(round).suffix(1)
        return (dutyPhones + own).filter { $0.number == nil || $0.number != callerNumber }
    }

    /// As the one who answered last is rung: without the duty phones.
    var withoutDutyPhones: SpecialHolder {
        SpecialHolder(
            professional: professional, isReachable: isReachable, dutyPhones: [],
            ownPhones: ownPhones, callerNumber: callerNumber)
    }
}

/// Who is to be rung for one line, or as one contact, from each instant on over a span.
struct HolderTimeline {
    private(set) var changes: [Change] = []

    struct Change {
        let from: Instant
        let holder: Holder
    }

    /// `stretches` are within the span, sorted and without overlaps; outside them it is nobody.
    init(_ stretches: [(Interval, Holder)], in span: Interval) {
        var end = span.start
        for (interval, holder) in stretches where !interval.isEmpty {
            if interval.start > end { change(to: .nobody, at: end) }
            change(to: holder, at: interval.start)
            end = interval.end
        }
        if end < span.end { change(to: .nobody, at: end) }
    }

    /// The same at every instant.
    init(always holder: Holder, in span: Interval) {
        changes = [Change(from: span.start, holder: holder)]
    }

    func holder(at instant: Instant) -> Holder {
        let next = changes.partitionPoint { $0.from > instant }
        return next > 0 ? changes[next - 1].holder : .nobody
    }

    private mutating func change(to holder: Holder, at instant: Instant) {
        guard changes.last?.holder != holder else { return }
        changes.append(Change(from: instant, holder: holder))
    }
}
