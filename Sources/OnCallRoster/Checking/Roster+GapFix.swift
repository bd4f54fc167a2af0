extension Roster {
    /// What closes a gap, to be pasted with somebody's id in the place of ID.
    package func fixOfGap(_ gap: Interval, on line: LineID) -> String {
        "add to 'overrides': \(overrideOfGap(gap, on: line)); or narrow 'covers'"
    }

    /// The entry of 'overrides' that closes a gap, with ID in the place of somebody's id.
    package func overrideOfGap(_ gap: Interval, on line: LineID) -> String {
        "- { line: \(line), who: ID, from: \(wallText(gap.start)), to: \(wallText(gap.end)) }"
    }
}
