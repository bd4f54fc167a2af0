extension RosterDiff {
    /// Facts beside duty that differ: which ones, never what they are.
    package struct OtherChanges: Hashable, Sendable {
        /// The ids of the professionals and lines whose phones differ.
        package let phones: [String]
        /// Without phones, and only where something differs. Of lines the name, the kind of duty
        /// and what they cover; whether they come or go is told with duty.
        package let tallies: [Kind: Tally]
        package let settings: [Setting]

        package enum Kind: CaseIterable, Sendable {
            case lines, professionals, contacts, families, institutions, municipalities, numbers
        }

        package enum Setting: CaseIterable, Sendable {
            case routing, absences, holidays, rest, timezone
        }

        package struct Tally: Hashable, Sendable {
            package var added = 0
            package var removed = 0
            package var changed = 0
        }

        package init(from old: Roster, to new: Roster) {
            let lines = new.lines.compactMap { line in old.line(line.id).map { ($0, line) } }
            let professionals = new.professionals.values.filter { professional in
                old.professionals[professional.id].map { $0.phones != professional.phones } ?? false
            }
            phones =
                professionals.map(\.id.rawValue).sorted()
                + lines.filter { $0.phones != $1.phones }.map(\.1.id.description)
            let tallies: [Kind: Tally] = [
                .lines: Tally(changed: lines.count { !agree($0, $1, \.name, \.duty, \.covers) }),
                .professionals: Tally(old.professionals, new.professionals) { $0.isSame(as: $1) },
                .contacts: Tally(old.contacts, new.contacts) {
                    agree($0, $1, \.name, \.role, \.municipality, \.phones, \.email)
                },
                .families: Tally(old.families, new.families) { $0.isSame(as: $1) },
                .institutions: Tally(old.institutions, new.institutions) {
                    agree($0, $1, \.name, \.municipalities, \.partners)
                },
                .municipalities: Tally(old.municipalities, new.municipalities) {
                    $0.isSame(as: $1)
                },
                .numbers: Tally(old.numbers, new.numbers) {
                    agree($0, $1, \.municipality, \.institution)
                },
            ]
            self.tallies = tallies.filter { $0.value != Tally() }
            settings = Setting.allCases.filter { !$0.isSame(in: old, and: new) }
        }
    }
}

extension RosterDiff.OtherChanges.Tally {
    fileprivate init<ID, Value>(
        _ old: Table<ID, Value>, _ new: Table<ID, Value>, isSame: (Value, Value) -> Bool
    ) {
        added = new.ids.count { !old.contains($0) }
        removed = old.ids.count { !new.contains($0) }
        changed = new.ids.count { id in
            guard let before = old[id], let after = new[id] else { return false }
            return !isSame(before, after)
        }
    }
}

extension RosterDiff.OtherChanges.Setting {
    fileprivate func isSame(in old: Roster, and new: Roster) -> Bool {
        switch self {
        case .routing:
            old.routing.isSame(as: new.routing)
                && new.institutions.ids.filter { old.institutions.contains($0) }.allSatisfy {
                    old.routing(of: $0).isSame(as: new.routing(of: $0))
                }
        case .absences: old.absent == new.absent
        case .holidays: old.holidays == new.holidays
        case .rest: old.rest == new.rest
        case .timezone: old.zone.identifier == new.zone.identifier
        }
    }
}

// Whether the facts are the same, wherever in the files they stand.

extension Routing {
    fileprivate func isSame(as other: Self) -> Bool {
        agree(
            self, other, \.rounds, \.maxWait, \.callback, \.confirm, \.unknown, \.announcements)
            && roundSteps.elementsEqual(other.roundSteps) {
                agree($0, $1, \.ring, \.ringTime, \.callers)
            }
    }
}

extension Professional {
    fileprivate func isSame(as other: Self) -> Bool {
        agree(
            self, other, \.name, \.title, \.kind, \.institution, \.municipality, \.email,
            \.languages, \.skills, \.available, \.from, \.until, \.confirm)
    }
}

extension Family {
    fileprivate func isSame(as other: Self) -> Bool {
        agree(
            self, other, \.name, \.phones, \.municipality, \.institution, \.variant, \.group,
            \.contact, \.consultant, \.caseworkers, \.languages, \.needs, \.pin, \.enrolled,
            \.left)
            && courses.elementsEqual(other.courses) { agree($0, $1, \.variant, \.from, \.until) }
    }
}

extension Municipality {
    fileprivate func isSame(as other: Self) -> Bool {
        agree(self, other, \.name)
            && agree(
                afterCall, other.afterCall, \.followUp, \.within, \.digest, \.caseworker)
            && lastResort.elementsEqual(other.lastResort) {
                agree($0, $1, \.target, \.windows, \.confirm)
            }
    }
}

/// Whether two values have each of the facts in common.
private func agree<Value, each Fact: Equatable>(
    _ left: Value, _ right: Value, _ facts: repeat KeyPath<Value, each Fact>
) -> Bool {
    for fact in repeat each facts {
        if left[keyPath: fact] != right[keyPath: fact] { return false }
    }
    return true
}
