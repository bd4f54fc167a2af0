import HotlineSettings
import OnCallRoster

/// Adds a change to a roster's folder: checked first, then written whole or not at all.
struct RosterChanging {
    let path: String
    /// The path where a further command has to name it; `nil` if it finds the roster by itself.
    var namedPath: String?
    /// Who asks for the change.
    let author: String
    let now: Instant

    /// Commands that come at once wait for one another.
    ///
    /// - Throws: `Failure` if the change is refused; nothing was changed then.
    func make(_ request: ChangeRequest) throws -> ChangeReport {
        try ChangesFolder.hold(path) { folder in
            let before = try RosterFolder(path: path).reading(at: now)
            let roster = try standing(before)
            let change = try RosterChange(request, in: roster)
            try change.checkConflicts(in: roster)
            let old = before.files.first { $0.relativePath == ChangesFolder.fileName }?.bytes
            let bytes = try added(change, to: old, in: folder)
            let after = before.reading(with: bytes, as: folder.file, at: now)
            let changed = try checked(after, for: change, since: roster, in: folder)
            let effect = ChangeEffect(in: change.interval, from: roster, to: changed)
            try checkEffect(effect, of: change, in: changed)
            let model = before.files.first?.relativePath ?? ChangesFolder.fileName
            try folder.write(bytes, over: old, like: model)
            return ChangeReport(
                change, effect: effect, before: before, after: after, in: changed,
                file: folder.file, path: namedPath, at: now)
        }
    }

    private func standing(_ reading: RosterReading) throws(Failure) -> Roster {
        if let roster = reading.roster { return roster }
        throw Failure(
            .answerIsNo,
            "nothing was changed, because the roster has errors and would not take effect: mend "
                + "them first\n" + reading.errors)
    }

    private func added(
        _ change: RosterChange, to old: [UInt8]?, in folder: ChangesFolder
    ) throws(Failure) -> [UInt8] {
        let entry = ChangeEntry(change, at: now, by: author)
        if let bytes = ChangesText(old ?? []).adding(entry) { return bytes }
        throw unreadable(folder)
    }

    /// The roster as it would be, if it has no error and says what was asked for.
    private func checked(
        _ reading: RosterReading, for change: RosterChange, since old: Roster,
        in folder: ChangesFolder
    ) throws(Failure) -> Roster {
        guard let roster = reading.roster else {
            throw Failure(
                .answerIsNo,
                "nothing was changed, because the roster would have errors:\n" + reading.errors)
        }
        guard roster.rules == old.rules + 1, roster.has(change) else { throw unreadable(folder) }
        return roster
    }

    private func checkEffect(
        _ effect: ChangeEffect, of change: RosterChange, in roster: Roster
    ) throws(Failure) {
        guard case .override(let line, let who) = change.rule, effect.stretches.isEmpty else {
            return
        }
        let holder = who.map { "\(roster.naming($0)) fills" } ?? "nobody fills"
        throw Failure(
            .answerIsNo,
            "it is so already: \(holder) \(roster.naming(line.id)) from "
                + "\(roster.dayText(change.interval.start)) to "
                + "\(roster.dayText(change.interval.end)); nothing was changed")
    }

    private func unreadable(_ folder: ChangesFolder) -> Failure {
        Failure(
            .answerIsNo,
            "nothing was changed, because \(folder.file) is written in a way that cannot be added "
                + "to: put each entry below 'overrides:' or 'absences:', begun by a hyphen on a "
                + "line of its own")
    }
}

extension RosterReading {
    fileprivate var errors: String {
        problems.filter { $0.severity == .error }.map(\.description).joined(separator: "\n")
    }

    /// The same files, read again with other changes.
    fileprivate func reading(with changes: [UInt8], as name: String, at now: Instant)
        -> RosterReading
    {
        let others = files.filter { $0.relativePath != ChangesFolder.fileName }
        // A folder's own files have no slash in their paths; a table may have.
        let isOwn = { (file: RosterFile) in file.isYAML && !file.relativePath.contains("/") }
        let changed = RosterFile(name: name, relativePath: ChangesFolder.fileName, bytes: changes)
        return readRoster(files: others.filter(isOwn) + [changed], now: now) { path in
            others.first { $0.relativePath == path }
        }
    }
}

extension Roster {
    /// How many rules may be added by commands or stand beside them.
    fileprivate var rules: Int {
        absences.count + lines.reduce(0) { $0 + $1.shifts.count + $1.overrides.count }
    }

    fileprivate func has(_ change: RosterChange) -> Bool {
        switch change.rule {
        case .override(let line, let who):
            self.line(line.id)?.overrides.contains {
                $0.who == who && $0.interval == change.interval && $0.note == change.note
            } ?? false
        case .absence(let who):
            absences.contains {
                $0.who == who && $0.interval == change.interval && $0.note == change.note
            }
        }
    }
}
