extension Roster {
    /// What closes a gap, to be pasted with somebody's id in the place of ID.
    package func fixOfGap(_ gap: Interval, on line: LineID) -> String {
        "add to 'overrides': - { line: \(line), who: ID, from: \(wallText(gap.start)), "
            + "to: \(wallText(gap.end)) }; or narrow 'covers'"
    }
}
