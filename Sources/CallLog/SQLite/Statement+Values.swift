import OnCallRoster

extension Statement {
    func identifier<Kind>(_ column: Int32) -> Identifier<Kind>? {
        text(column).map { Identifier<Kind>(rawValue: $0) }
    }

    func instant(_ column: Int32) throws(LogError) -> Instant {
        if let plain = withText(column, { Instant(logText: $0) }) { return plain }
        return try required(column) { Instant(rfc3339: $0) }
    }

    func instantIfAny(_ column: Int32) throws(LogError) -> Instant? {
        if let plain = withText(column, { Instant(logText: $0) }) { return plain }
        return try value(column) { Instant(rfc3339: $0) }
    }

    func familyKey(_ column: Int32) -> FamilyKey? { withText(column) { FamilyKey($0) } }
}
