import CSQLite

/// A version of SQLite: what it can do, and what is known to be wrong with it.
package struct SQLiteLibrary: Hashable, Sendable, CustomStringConvertible {
    /// 3.40.1 is 3040001.
    package let number: Int32

    package init(number: Int32) {
        self.number = number
    }

    /// The one that this program runs with.
    package static var linked: SQLiteLibrary {
        SQLiteLibrary(number: sqlite3_libversion_number())
    }

    /// STRICT tables came with 3.37.
    package var isNewEnough: Bool { number >= 3_037_000 }

    /// Whether two connections that checkpoint can corrupt a WAL, mended in 3.51.3; a log has one.
    package var hasWALResetBug: Bool { (3_007_000..<3_051_003).contains(number) }

    package var description: String {
        "\(number / 1_000_000).\(number / 1000 % 1000).\(number % 1000)"
    }
}
