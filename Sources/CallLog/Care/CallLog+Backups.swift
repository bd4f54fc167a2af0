package import OnCallRoster

/// A copy of the log that the daemon was told of.
package struct KnownBackup: Hashable, Sendable {
    /// Absolute.
    package let path: String
    package let made: Instant
    package let head: ChainHead

    package init(path: String, made: Instant, head: ChainHead) {
        self.path = path
        self.made = made
        self.head = head
    }
}

extension CallLog {
    /// Keeps in mind that a copy was made, so that a purge can say where erased data still stands, and
    /// forgets those that were deleted.
    package func note(_ backup: KnownBackup, deleted: [String]) async throws(LogError) {
        _ = try await change { connection throws(LogError) in
            for path in deleted {
                try connection.run("DELETE FROM backup WHERE path = ?", [.text(path)])
            }
            try connection.run(
                """
                INSERT INTO backup (path, made, last_event, chain) VALUES (?, ?, ?, ?)
                ON CONFLICT (path) DO UPDATE SET
                    made = excluded.made, last_event = excluded.last_event, chain = excluded.chain
                """,
                [
                    .text(backup.path), .moment(backup.made), .integer(backup.head.seq),
                    .blob(backup.head.link),
                ])
            return 0
        }
    }

    /// Whether an event of this log has this number and link; every log began without any.
    package func holds(_ head: ChainHead) throws(LogError) -> Bool {
        if head.seq == 0 { return head.link == EventChain.root }
        return try reader.ask { connection throws(LogError) in
            try connection.row(
                "SELECT 1 FROM event WHERE seq = ? AND chain = ?",
                [.integer(head.seq), .blob(head.link)]
            ) { _ in true } ?? false
        }
    }

    /// Those that are known, the oldest first.
    package func backups() throws(LogError) -> [KnownBackup] {
        try reader.ask { connection throws(LogError) in try connection.readBackups() }
    }
}

extension Connection {
    /// Copies that the daemon was told of, the oldest first.
    func readBackups() throws(LogError) -> [KnownBackup] {
        try rows(
            "SELECT path, made, last_event, chain FROM backup ORDER BY made, path"
        ) { row throws(LogError) in
            KnownBackup(
                path: row.text(0) ?? "", made: try row.instant(1),
                head: ChainHead(seq: row.integer(2), link: row.blob(3) ?? []))
        }
    }
}
