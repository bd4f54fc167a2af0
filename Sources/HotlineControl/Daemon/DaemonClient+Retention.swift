import HotlineAPI

extension DaemonClient {
    func purge(dryRun: Bool) throws(Failure) -> JSONDocument {
        try ask(
            "POST", "/api/v1/log/purge",
            body: DaemonClient.document(of: PurgeRequest(dryRun: dryRun)))
    }

    func erasures() throws(Failure) -> JSONDocument { try ask("GET", "/api/v1/log/erasures") }

    func holds() throws(Failure) -> JSONDocument { try ask("GET", "/api/v1/holds") }

    func hold(_ request: HoldRequest) throws(Failure) -> JSONDocument {
        try ask("POST", "/api/v1/holds", body: DaemonClient.document(of: request))
    }

    func lift(hold id: Int) throws(Failure) -> JSONDocument {
        try ask("POST", "/api/v1/holds/\(id)/lifting")
    }

    func subject(_ family: String) throws(Failure) -> JSONDocument {
        let request = SubjectRequest(family: family, dryRun: nil)
        return try ask(
            "POST", "/api/v1/subjects/record", body: DaemonClient.document(of: request))
    }

    func erase(_ family: String, dryRun: Bool) throws(Failure) -> JSONDocument {
        let request = SubjectRequest(family: family, dryRun: dryRun)
        return try ask(
            "POST", "/api/v1/subjects/erasure", body: DaemonClient.document(of: request))
    }
}
