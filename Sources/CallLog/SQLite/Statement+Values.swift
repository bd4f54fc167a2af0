import OnCallRoster

extension Statement {
    func identifier<Kind>(_ column: Int32) -> Identifier<Kind>? {
        text(column).map { Identifier<Kind>(rawValue: $0) }
    }

    func instant(_ column: Int32) throws(LogError) -> Instant {
        try required(column) { Instant(rfc3339: $0) }
    }

    func instantIfAny(_ column: Int32) throws(LogError) -> Instant? {
        try value(column) { Instant(rfc3339: $0) }
    }
}
