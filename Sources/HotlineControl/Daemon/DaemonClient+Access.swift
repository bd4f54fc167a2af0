import HotlineAPI

extension DaemonClient {
    /// A page of who has read what; a filter that is `nil` does not count.
    func accesses(_ filters: [(name: String, value: String?)]) throws(Failure) -> JSONDocument {
        try ask("GET", "/api/v1/access-log" + DaemonClient.query(filters))
    }

    func tokens() throws(Failure) -> JSONDocument { try ask("GET", "/api/v1/tokens") }

    func makeToken(_ request: TokenRequest) throws(Failure) -> JSONDocument {
        try ask("POST", "/api/v1/tokens", body: DaemonClient.document(of: request))
    }

    /// The sessions of the console that are kept.
    func sessions() throws(Failure) -> JSONDocument { try ask("GET", "/api/v1/sessions") }

    func revokeSession(_ id: Int) throws(Failure) -> JSONDocument {
        try ask("POST", "/api/v1/sessions/\(id)/revocation")
    }

    /// The outbox in counts, and messages of one state; a filter that is `nil` does not count.
    func messages(_ filters: [(name: String, value: String?)]) throws(Failure) -> JSONDocument {
        try ask("GET", "/api/v1/messages" + DaemonClient.query(filters))
    }

    func noteBackup(_ record: BackupRecord) throws(Failure) -> JSONDocument {
        try ask("POST", "/api/v1/backups", body: DaemonClient.document(of: record))
    }

    /// The copies of the log that the daemon was told of.
    func backups() throws(Failure) -> JSONDocument { try ask("GET", "/api/v1/backups") }

    func revokeToken(_ id: Int) throws(Failure) -> JSONDocument {
        try ask("POST", "/api/v1/tokens/\(id)/revocation")
    }
}
