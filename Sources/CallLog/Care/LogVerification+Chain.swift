import CSQLite
import CallRouting

extension LogVerification {
    /// Follows the events' chain from the first on, and holds what may be erased, where it is still
    /// there, against its commitment.
    ///
    /// - Parameter expected: An end of the chain that was written down before.
    mutating func followChain(
        _ connection: Connection, expected: ChainHead?
    ) throws(LogError) {
        let wholeAfter = try connection.number(marked: "whole-commitments-after")
        var last = ChainHead(seq: 0, link: EventChain.root)
        while flaws.count < LogVerification.mostFlaws {
            let page = try connection.chained(after: last.seq)
            for event in page {
                // Events that were linked when an earlier version's log was brought to this one may
                // have had gaps.
                if event.seq != last.seq + 1, event.seq > wholeAfter {
                    note(
                        nil,
                        last.seq + 2 == event.seq
                            ? "event \(last.seq + 1) is missing"
                            : "events \(last.seq + 1) to \(event.seq - 1) are missing")
                }
                if EventChain.link(after: last.link, event.row, []) != event.link {
                    note(
                        nil,
                        "the chain of events parts at event \(event.seq): it was changed or put in, "
                            + "or one before it taken out")
                }
                if let kept = event.kept {
                    let isWhole = event.seq > wholeAfter
                    if kept.commitment(isWhole: isWhole) != event.commitment {
                        note(
                            nil, "what was received with event \(event.seq) is not what was logged")
                    }
                } else {
                    erased += 1
                }
                last = ChainHead(seq: event.seq, link: event.link)
                if let expected, expected.seq == last.seq, expected.link != last.link {
                    note(
                        nil,
                        "at event \(last.seq) the chain is not what was expected: the log was "
                            + "written anew")
                }
            }
            guard page.count == Connection.chainPage else { break }
        }
        head = last
        if let expected, expected.seq > last.seq {
            note(
                nil,
                "the log ends at event \(last.seq), and event \(expected.seq) was expected: the last "
                    + "ones are missing")
        }
        let lawful = try connection.row("SELECT coalesce(sum(events), 0) FROM erasure") {
            Int($0.integer(0))
        }
        if erased > lawful ?? 0 {
            note(
                nil,
                "of \(erased) events what was received is missing, and \(lawful ?? 0) were erased by "
                    + "a purge or for a family")
        }
    }
}

/// An event's row as the chain reads it.
private struct ChainedEvent {
    let seq: Int64
    let link: [UInt8]
    let row: [SQLValue]
    let commitment: [UInt8]
    /// What may be erased; `nil` where it was.
    let kept: Kept?

    struct Kept {
        let salt: [UInt8]
        let body: [UInt8]
        let privateValues: [UInt8]

        func commitment(isWhole: Bool) -> [UInt8] {
            isWhole
                ? EntryRows.commitment(salt: salt, body: body, privateValues: privateValues)
                : EntryRows.earlierCommitment(salt: salt, body: body)
        }
    }
}

extension Connection {
    fileprivate static let chainPage = 1000

    fileprivate func chained(after seq: Int64) throws(LogError) -> [ChainedEvent] {
        try rows(
            """
            SELECT e.seq, e.call_id, e.family_key, e.type, e.at, e.received, e.late, e.spooled,
                e.instruction, e.records, e.commitment, e.chain, p.salt, p.body, p.private_values
            FROM event e LEFT JOIN event_private p ON p.seq = e.seq
            WHERE e.seq > ? ORDER BY e.seq LIMIT ?
            """, [.integer(seq), .number(Connection.chainPage)]
        ) { row in
            ChainedEvent(
                seq: row.integer(0), link: row.blob(11) ?? [],
                row: (0..<11).map { row.stored(Int32($0)) }, commitment: row.blob(10) ?? [],
                kept: row.isNull(12)
                    ? nil
                    : ChainedEvent.Kept(
                        salt: row.blob(12) ?? [], body: row.blob(13) ?? [],
                        privateValues: row.blob(14) ?? []))
        }
    }

    /// A number that a mark holds; 0 where there is none.
    fileprivate func number(marked name: String) throws(LogError) -> Int64 {
        try row("SELECT value FROM mark WHERE name = ?", [.text(name)]) {
            Int64($0.text(0) ?? "") ?? 0
        } ?? 0
    }
}

extension ChainHead {
    /// Reads `text`; `nil` where it is none.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let seq = Int64(parts[0]), seq >= 0, parts[1].utf8.count == 64
        else { return nil }
        var link: [UInt8] = []
        var digits = parts[1][...]
        while !digits.isEmpty {
            guard let byte = UInt8(digits.prefix(2), radix: 16) else { return nil }
            link.append(byte)
            digits = digits.dropFirst(2)
        }
        // Without any event there is one end only.
        guard seq > 0 || link == EventChain.root else { return nil }
        self.init(seq: seq, link: link)
    }
}
