/// One file of a roster, as bytes, named as its reader names it.
package struct RosterFile: Sendable {
    /// The name that problems show, relative to the current folder as given.
    package let name: String
    /// The path relative to the roster's folder, by which files are sorted and hashed.
    package let relativePath: String
    package let bytes: [UInt8]

    package init(name: String, relativePath: String, bytes: [UInt8]) {
        self.name = name
        self.relativePath = relativePath
        self.bytes = bytes
    }

    package var isYAML: Bool {
        let name = relativePath.lowercased()
        return name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    }
}

/// A roster and everything to be said of it. The roster is `nil` if any problem is an error.
package struct RosterReading: Sendable {
    package let roster: Roster?
    package let problems: [Problem]
    package let sha256: String
    /// The files read, tables included.
    package let files: [RosterFile]
    /// The same with warnings about what lies beside the roster.
    package func adding(_ warnings: [Problem]) -> RosterReading {
        RosterReading(
            roster: roster, onceGood: onceGood, problems: problems + warnings, sha256: sha256,
            files: files)
    }

    /// The roster if its only errors come from where the horizon lies: time passing never
    /// unseats a roster that was good once.
    package let onceGood: Roster?

    package init(
        roster: Roster?, onceGood: Roster? = nil, problems: [Problem], sha256: String,
        files: [RosterFile] = []
    ) {
        self.roster = roster
        self.onceGood = onceGood
        self.files = files
        self.problems = problems
        self.sha256 = sha256
    }

    package func count(_ severity: Problem.Severity) -> Int {
        problems.count { $0.severity == severity }
    }
}
