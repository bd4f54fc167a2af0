package import OnCallRoster

/// Where the fixtures of the checkout stand.
package enum Fixtures {
    package static let root: String = {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.joined(separator: "/")
    }()

    package static var rosters: String { root + "/Tests/Fixtures/rosters" }

    /// The instant for which the roster fixtures are written.
    package static let now = Instant(seconds: 1_795_348_800)
}

/// An instant of a test, from its RFC 3339 text or with `Z` and seconds left out.
package func instant(_ text: String) -> Instant {
    let whole = text.hasSuffix("Z") ? String(text.dropLast()) : text
    let full = whole.split(separator: ":").count == 2 ? whole + ":00Z" : whole + "Z"
    guard let instant = Instant(rfc3339: full) else {
        preconditionFailure("'\(text)' is no instant")
    }
    return instant
}

/// Reads a roster from the text of one file.
package func read(_ yaml: String, now: Instant = Fixtures.now) -> RosterReading {
    readRoster(
        files: [
            RosterFile(name: "roster.yaml", relativePath: "roster.yaml", bytes: Array(yaml.utf8))
        ],
        now: now)
}
