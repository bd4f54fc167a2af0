/// How a line's duty over a span is shared out among the persons of its rotations.
package struct LineLoad: Hashable, Sendable {
    package let line: LineID
    /// The time that anybody fills, those outside the rotations and desks too.
    package let filled: Duration
    /// The persons of the rotations, in the order in which these name them.
    package let shares: [Share]

    package struct Share: Hashable, Sendable {
        package let professional: ProfessionalID
        package let duty: Duration
        /// The part of all time filled, from 0 to 1.
        package let part: Double
    }

    /// Who of the rotations has least; of several the first.
    package var least: Share? { shares.min { $0.duty < $1.duty } }
    /// Who of the rotations has most; of several the first.
    package var most: Share? { shares.first { $0.duty == shares.map(\.duty).max() } }

    /// One number for fairness: how much more the one with most has than the one with least; zero
    /// is fair. It weighs neither employment nor absence: it asks why, and does not blame.
    package var difference: Duration {
        (most?.duty ?? .zero) - (least?.duty ?? .zero)
    }

    /// `nil` for a line whose rotations name no person.
    init?(_ line: Line, _ shifts: [Duty], in roster: Roster) {
        var named: [ProfessionalID] = []
        for id in line.rotations.flatMap(\.professionals)
        where roster.professionals[id]?.kind == .person && !named.contains(id) {
            named.append(id)
        }
        guard !named.isEmpty else { return nil }
        let filled = shifts.reduce(Duration.zero) { $0 + $1.interval.duration }
        let held = Dictionary(grouping: shifts, by: \.professional).mapValues {
            $0.reduce(Duration.zero) { $0 + $1.interval.duration }
        }
        self.line = line.id
        self.filled = filled
        shares = named.map { id in
            let duty = held[id] ?? .zero
            return Share(
                professional: id, duty: duty, part: filled > .zero ? duty / filled : 0)
        }
    }
}
