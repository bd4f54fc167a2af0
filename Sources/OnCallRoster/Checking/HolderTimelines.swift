/// Whom lines and contacts give the plans to ring, expanded over a span.
struct HolderTimelines {
    private let roster: Roster
    private let table: DutyTable
    /// Phones that ring for a desk, a last resort or somebody not employed: a person may miss
    /// their turn because one of them rang before.
    private let shared: Set<DialTarget>
    private var ofLines: [Key: HolderTimeline] = [:]

    private struct Key: Hashable {
        let line: LineID
        let callerNumber: PhoneNumber?
    }

    init(of roster: Roster, _ table: DutyTable) {
        self.roster = roster
        self.table = table
        var shared = Set(
            roster.municipalities.values.flatMap(\.lastResort).map(\.target)
                + roster.professionals.values.filter { $0.kind == .desk }.flatMap(\.phones))
        for line in roster.lines {
            for duty in table.duty(of: line.id).duties {
                guard let professional = roster.professionals[duty.professional],
                    !roster.isReachable(professional, throughout: duty.interval)
                else { continue }
                shared.formUnion(line.phones + professional.phones)
            }
        }
        self.shared = shared
    }

    /// Who is rung for a line when the call comes from a number.
    mutating func timeline(of line: LineID, callerNumber: PhoneNumber?) -> HolderTimeline {
        let key = Key(line: line, callerNumber: callerNumber)
        if let known = ofLines[key] { return known }
        let dutyPhones = roster.line(line)?.phones ?? []
        let stretches = table.duty(of: line).duties.flatMap {
            holders($0.professional, in: $0.interval, dutyPhones, callerNumber)
        }
        let timeline = HolderTimeline(stretches, in: table.span)
        ofLines[key] = timeline
        return timeline
    }

    /// Who is rung as the contact: the contact, on their own phones, or nobody.
    func timeline(ofContact contact: ProfessionalID, callerNumber: PhoneNumber?) -> HolderTimeline {
        let stretches = table.reachableAsContact(contact).intervals.flatMap {
            holders(contact, in: $0, [], callerNumber)
        }
        return HolderTimeline(stretches, in: table.span)
    }

    /// Whether a contact, when there, is a `person` to every plan.
    func isOrdinary(_ contact: ProfessionalID) -> Bool {
        guard let professional = roster.professionals[contact] else { return false }
        return professional.kind == .person && !professional.phones.isEmpty
            && !professional.phones.contains(where: shared.contains)
    }

    /// A stretch of somebody's, cut where their employment begins and ends.
    private func holders(
        _ id: ProfessionalID, in interval: Interval, _ dutyPhones: [DialTarget],
        _ callerNumber: PhoneNumber?
    ) -> [(Interval, Holder)] {
        guard let professional = roster.professionals[id] else { return [] }
        func holder(isReachable: Bool) -> Holder {
            let phones = dutyPhones + professional.phones
            if phones.isEmpty { return .nobody }
            let isOrdinary =
                isReachable
                && !phones.contains {
                    shared.contains($0) || callerNumber != nil && $0.number == callerNumber
                }
            if isOrdinary { return .person }
            return .special(
                SpecialHolder(
                    professional: id, isReachable: isReachable, dutyPhones: dutyPhones,
                    ownPhones: professional.phones, callerNumber: callerNumber))
        }
        let isPerson = professional.kind == .person
        if professional.from == nil && professional.until == nil {
            return [(interval, holder(isReachable: isPerson))]
        }
        let employed = interval.intersection(roster.employment(of: professional))
        if employed.isEmpty { return [(interval, holder(isReachable: false))] }
        return [
            (Interval(interval.start, employed.start), holder(isReachable: false)),
            (employed, holder(isReachable: isPerson)),
            (Interval(employed.end, interval.end), holder(isReachable: false)),
        ]
    }
}

extension Roster {
    /// Whether somebody is a person, and employed throughout.
    func isReachable(_ professional: Professional, throughout interval: Interval) -> Bool {
        professional.kind == .person
            && employment(of: professional).intersection(interval) == interval
    }
}
