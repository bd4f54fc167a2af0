package import OnCallRoster

/// Somebody who hears in the morning of the calls of their families.
package struct DigestReader: Hashable, Sendable {
    package let recipient: MessageRecipient
    package fileprivate(set) var families: Set<FamilyID> = []
    /// Of these only the calls whose note says that the caseworker is to be told.
    package fileprivate(set) var familiesWhenNoted: Set<FamilyID> = []
}

extension Roster {
    /// Those whom each municipality's division of roles names (`after-call`, `digest`), in the order of
    /// the families.
    package var digestReaders: [DigestReader] {
        var readers: [DigestReader] = []
        var places: [MessageRecipient: Int] = [:]
        func add(_ recipient: MessageRecipient, _ body: (inout DigestReader) -> Void) {
            let place = places[recipient] ?? readers.count
            if place == readers.count { readers.append(DigestReader(recipient: recipient)) }
            places[recipient] = place
            body(&readers[place])
        }
        for family in families.values {
            let rules =
                family.municipality.flatMap { municipalities[$0]?.afterCall } ?? AfterCall()
            for owner in rules.digest {
                switch owner {
                case .consultant:
                    guard let id = family.consultant else { continue }
                    add(.contact(id)) { $0.families.insert(family.id) }
                case .contact:
                    guard let id = family.contact else { continue }
                    add(.professional(id)) { $0.families.insert(family.id) }
                case .caseworker:
                    for id in family.caseworkers {
                        switch rules.caseworker {
                        case .always: add(.contact(id)) { $0.families.insert(family.id) }
                        case .whenNoted:
                            add(.contact(id)) { $0.familiesWhenNoted.insert(family.id) }
                        case .never: break
                        }
                    }
                case .nobody: break
                }
            }
        }
        return readers
    }

    /// The day whose digest is to be made now, and of which calls it tells: of the day from one
    /// digest to the next. `nil` before the time, and in the evening: what is that late tells nothing.
    package func digestDue(
        at time: WallTime, now: Instant
    ) -> (day: CivilDate, span: Interval)? {
        let day = zone.date(of: now)
        let span = digestSpan(of: day, at: time)
        guard now >= span.end, now < span.end + MessageKind.digest.patience else { return nil }
        return (day, span)
    }

    /// What the digest of a day tells of.
    package func digestSpan(of day: CivilDate, at time: WallTime) -> Interval {
        Interval(zone.instant(day + -1, time), zone.instant(day, time))
    }
}
