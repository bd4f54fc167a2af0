import CSQLite

/// Why the log could not do what was asked. It never holds a value that was bound to a statement.
package struct LogError: Error, Hashable, Sendable {
    package let kind: Kind
    /// SQLite's extended result code (https://sqlite.org/rescode.html); 0 where it had no part.
    package let code: Int32
    package let message: String
    /// The statement's text with its placeholders.
    package let sql: String?

    package init(_ kind: Kind, code: Int32 = 0, message: String, sql: String? = nil) {
        self.kind = kind
        self.code = code
        self.message = message
        self.sql = sql
    }

    package enum Kind: Hashable, Sendable {
        /// SQLite refused or failed.
        case database
        /// Another process has this log open.
        case inUse
        /// The file was written by a later version.
        case tooNew
        /// The file is something else than a call log.
        case notALog
        /// What stands in a row cannot be read back, or a record cannot be written.
        case unreadable
        /// The log holds an event of this delivery already.
        case duplicateDelivery
        /// An earlier entry failed, upon which this one was decided or after which it came.
        case earlierFailed
        /// The log was closed.
        case closed
        /// The waiting task was cancelled; the entry is committed or fails all the same.
        case waitGivenUp
    }

    static let closed = LogError(.closed, message: "the log is closed")
    static let earlierFailed = LogError(
        .earlierFailed, message: "an earlier event of the same call could not be written")
    static let waitGivenUp = LogError(
        .waitGivenUp, message: "the wait ended before the commit was known")

    static func unreadable(_ what: String, sql: String? = nil) -> LogError {
        LogError(.unreadable, message: what, sql: sql)
    }

    /// Whether the file itself is damaged.
    package var isCorruption: Bool {
        [SQLITE_CORRUPT, SQLITE_NOTADB].contains(code & 0xFF)
    }

    /// Whether a row with the same unique key stands there already.
    var isDuplicateKey: Bool {
        // SQLITE_CONSTRAINT_UNIQUE, a macro that Swift does not import.
        code == SQLITE_CONSTRAINT | (8 << 8)
    }

    /// Whether the entry is at fault, rather than the disk or the file: others may succeed.
    var isOfEntry: Bool {
        switch kind {
        case .database:
            [SQLITE_ERROR, SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG, SQLITE_RANGE]
                .contains(code & 0xFF)
        case .duplicateDelivery, .unreadable, .earlierFailed: true
        case .inUse, .tooNew, .notALog, .closed, .waitGivenUp: false
        }
    }
}

extension LogError: CustomStringConvertible {
    package var description: String {
        var text = message
        if code != 0 { text += " (SQLite \(code))" }
        if let sql {
            text += " in: " + sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        return text
    }
}
