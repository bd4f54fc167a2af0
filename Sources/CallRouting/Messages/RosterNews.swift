package import OnCallRoster

/// What a changed roster means for one professional.
package struct RosterNews: Hashable, Sendable {
    package let professional: ProfessionalID
    /// Stretches of duty that came, and those that went.
    package let gained: Int
    package let lost: Int
    /// When the first of them begins.
    package let first: Instant
}

extension RosterDiff {
    /// Whose duty changed, but for desks.
    ///
    /// - Parameter roster: the new one.
    package func news(in roster: Roster) -> [RosterNews] {
        shares.compactMap { share in
            let stretches = share.gains.stretches + share.losses.stretches
            guard roster.professionals[share.professional]?.kind == .person,
                let first = stretches.map(\.interval.start).min()
            else { return nil }
            return RosterNews(
                professional: share.professional, gained: share.gains.stretches.count,
                lost: share.losses.stretches.count, first: first)
        }
    }
}
