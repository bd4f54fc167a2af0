package import OnCallRoster

/// The callbacks that are owed, over all calls, and what time and evidence do to them.
///
/// It is the fold of the log: each call's own follow-ups, gathered. Monotonic times are those of
/// the daemon's run.
package struct CallbackBook: Sendable {
    /// A family that is to be rung back.
    package struct Callback: Hashable, Sendable {
        package let key: FollowUpKey
        package let kind: FollowUpKind
        package let family: FamilyID?
        /// The number to ring; `nil` where retention took it.
        package let number: PhoneNumber?
        package let institution: InstitutionID?
        package let municipality: MunicipalityID?
        package let owner: FollowUpOwner?
        package let made: Instant
        package let deadline: Instant
        package let code: Int?
        package let isReminded: Bool
        package let isEscalated: Bool

        init(_ followUp: FollowUp, of call: OpenCall) {
            key = FollowUpKey(call: call.key, number: followUp.number)
            kind = followUp.kind
            let callback = call.plan?.callback
            family = callback.map { $0.family?.value } ?? call.caller.family?.value
            number = callback.map { $0.number.value } ?? call.number
            institution = callback?.institution ?? call.caller.institution
            municipality = callback?.municipality ?? call.caller.municipality
            owner = followUp.owner
            made = followUp.made
            deadline = followUp.deadline
            code = followUp.code
            isReminded = followUp.reminded != nil
            isEscalated = followUp.escalated != nil
        }

        /// When the owner is reminded: ten minutes before the deadline, or halfway to it.
        package var remindAt: Instant {
            let half = Duration.milliseconds((deadline - made).wholeMilliseconds / 2)
            return deadline - min(CallbackBook.reminderLead, max(.zero, half))
        }
    }

    private struct Entry: Sendable {
        var callback: Callback
        /// One moment by both clocks, from which a deadline is reckoned whichever way the wall
        /// clock is set meanwhile.
        let met: (wall: Instant, monotonic: Duration)
        /// It has ended, and that is not known to be kept yet.
        var isEnding = false
        /// What the log has shown since: it is kept, and its end not yet written down.
        var evidence: (how: FollowUpEnding, at: Instant)?

        func isPast(_ instant: Instant, _ now: Instant, _ monotonic: Duration) -> Bool {
            now >= instant || monotonic - met.monotonic >= instant - met.wall
        }
    }

    private var entries: [FollowUpKey: Entry] = [:]
    /// Whose they are: most calls are of somebody who is owed nothing.
    private var ofFamilies: [FamilyID: Set<FollowUpKey>] = [:]
    /// Of those of whom a number is all that is known.
    private var ofNumbers: [PhoneNumber: Set<FollowUpKey>] = [:]
    private var codes: Set<Int> = []
    /// The code that was given out last: the next one is another, also where that is free again.
    var lastCode: Int?

    private static let reminderLead: Duration = .minutes(10)

    package init() {}

    package var isEmpty: Bool { entries.isEmpty }

    private var owed: some Sequence<Entry> { entries.values.lazy.filter { !$0.isEnding } }

    /// Those that are owed, the earliest deadline first.
    package var all: [Callback] {
        owed.map(\.callback).sorted {
            ($0.deadline, $0.key) < ($1.deadline, $1.key)
        }
    }

    /// Those whose deadline has passed by either clock.
    package func overdue(now: Instant, monotonic: Duration) -> [Callback] {
        guard !entries.isEmpty else { return [] }
        return owed.filter { $0.isPast($0.callback.deadline, now, monotonic) }.map(\.callback)
    }

    /// Takes up what a call owes now.
    ///
    /// What is no longer owed is forgotten once that is kept; until then `restore` may bring it back.
    package mutating func note(_ call: OpenCall, now: Instant, monotonic: Duration) {
        guard !call.followUps.isEmpty, !call.rehearsal else { return }
        for followUp in call.followUps where followUp.kind.isCallback {
            let key = FollowUpKey(call: call.key, number: followUp.number)
            guard followUp.isOpen else {
                entries[key]?.isEnding = true
                continue
            }
            let callback = Callback(followUp, of: call)
            if entries[key] == nil {
                insert(Entry(callback: callback, met: (now, monotonic)))
            } else {
                entries[key]?.callback = callback
                entries[key]?.isEnding = false
            }
        }
    }

    /// What was noted of a call is kept: what has ended is forgotten.
    mutating func confirm(_ call: OpenCall) {
        for followUp in call.followUps where !followUp.isOpen {
            remove(FollowUpKey(call: call.key, number: followUp.number))
        }
    }

    /// What was noted of a call was taken back: it owes what it owed before, since when it did.
    mutating func restore(
        _ after: OpenCall, to before: OpenCall?, now: Instant, monotonic: Duration
    ) {
        for followUp in after.followUps.dropFirst(before?.followUps.count ?? 0) {
            remove(FollowUpKey(call: after.key, number: followUp.number))
        }
        if let before { note(before, now: now, monotonic: monotonic) }
    }

    private mutating func insert(_ entry: Entry) {
        let callback = entry.callback
        entries[callback.key] = entry
        if let code = callback.code {
            codes.insert(code)
            lastCode = code
        }
        if let family = callback.family {
            ofFamilies[family, default: []].insert(callback.key)
        } else if let number = callback.number {
            ofNumbers[number, default: []].insert(callback.key)
        }
    }

    private mutating func remove(_ key: FollowUpKey) {
        guard let callback = entries.removeValue(forKey: key)?.callback else { return }
        if let code = callback.code { codes.remove(code) }
        if let family = callback.family {
            ofFamilies[family]?.remove(key)
            if ofFamilies[family]?.isEmpty ?? false { ofFamilies[family] = nil }
        } else if let number = callback.number {
            ofNumbers[number]?.remove(key)
            if ofNumbers[number]?.isEmpty ?? false { ofNumbers[number] = nil }
        }
    }

    /// A call was taken: what its family was owed before is kept.
    package mutating func noteEvidence(of call: OpenCall) {
        guard !entries.isEmpty, !call.rehearsal, let accepted = call.accepted else { return }
        let at = accepted.received
        if let callback = call.plan?.callback {
            // Whatever else the family was owed, it has been spoken with.
            noteEvidence(
                of: .rangBack, family: callback.family?.value, number: callback.number.value,
                key: callback.key, at: at)
        } else {
            noteEvidence(
                of: .rangAgain, family: call.caller.family?.value, number: call.number, at: at)
        }
    }

    /// A family, or a number where that is all that is known of somebody, was reached. What comes
    /// up later stands in nobody's book yet, however the clock is set.
    package mutating func noteEvidence(
        of how: FollowUpEnding, family: FamilyID?, number: PhoneNumber?,
        key: FollowUpKey? = nil, at: Instant, ifOwedBefore: (CallKey) -> Bool = { _ in true }
    ) {
        var keys =
            (family.flatMap { ofFamilies[$0] } ?? []).union(number.flatMap { ofNumbers[$0] } ?? [])
        if let key { keys.insert(key) }
        for key in keys where entries[key]?.evidence == nil && ifOwedBefore(key.call) {
            entries[key]?.evidence = (how, at)
        }
    }

    /// What is to be written down now, in a set order.
    package func due(now: Instant, monotonic: Duration) -> [(call: CallKey, FollowUpAction)] {
        guard !entries.isEmpty else { return [] }
        var due: [(key: FollowUpKey, action: FollowUpAction)] = []
        for entry in owed {
            let callback = entry.callback
            let key = callback.key
            if let evidence = entry.evidence {
                due.append((key, .end(key.number, evidence.how, at: evidence.at)))
            } else if callback.isEscalated {
                continue
            } else if entry.isPast(callback.deadline, now, monotonic) {
                due.append((key, .escalate(key.number)))
            } else if !callback.isReminded, entry.isPast(callback.remindAt, now, monotonic) {
                due.append((key, .remind(key.number)))
            }
        }
        return due.sorted { $0.key < $1.key }.map { (call: $0.key.call, $0.action) }
    }

    /// Two digits that no other callback has; `nil` where all are given out.
    package var freeCode: Int? {
        let next = lastCode.map { $0 + 1 } ?? 10
        return (Array(max(10, min(next, 100))..<100) + Array(10..<100)).first {
            !codes.contains($0)
        }
    }
}
