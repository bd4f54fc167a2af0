import Synchronization

/// A connection that reads, for one question at a time.
final class LogReader: Sendable {
    private let connection: Mutex<Connection>

    init(path: String) throws(LogError) {
        connection = Mutex(try Schema.openReader(path: path))
    }

    /// Asks one question that is a single statement.
    func ask<Value: Sendable>(
        _ question: @Sendable (Connection) throws(LogError) -> Value
    ) throws(LogError) -> Value {
        try connection.withLock { connection throws(LogError) -> Value in
            try question(connection)
        }
    }

    /// Asks a question of several statements, all of which see the same moment.
    func askAtOnce<Value: Sendable>(
        _ question: @Sendable (Connection) throws(LogError) -> Value
    ) throws(LogError) -> Value {
        try ask { connection throws(LogError) -> Value in
            try connection.run("BEGIN")
            do throws(LogError) {
                let value = try question(connection)
                try connection.run("COMMIT")
                return value
            } catch {
                connection.rollBack()
                throw error
            }
        }
    }

    func close() {
        connection.withLock { $0.close() }
    }
}
