import HotlineSettings
package import OnCallRoster

/// Adds changes to a roster's folder: each is checked first, then written whole or not at all.
package struct RosterChanging: Sendable {
    private let path: String
    private let author: ChangeAuthor
    private let now: Instant

    /// - Parameter author: who asks for changes.
    package init(path: String, author: ChangeAuthor, now: Instant) {
        self.path = path
        self.author = author
        self.now = now
    }

    /// What a change would come to; nothing is written, and the folder is not held.
    package func plan(_ request: ChangeRequest) throws(ChangeRefusal) -> PlannedChange {
        let before = try reading()
        guard let roster = before.roster else {
            throw ChangeRefusal(.hasErrors(before.errors))
        }
        let change = try RosterChange(request, in: roster)
        try change.checkConflicts(in: roster)
        let old = before.files.first { $0.relativePath == ChangesFolder.fileName }?.bytes
        let file = ChangesFolder.file(in: path)
        let entry = ChangeEntry(change, at: now, by: author)
        guard let bytes = ChangesText(old ?? []).adding(entry) else {
            throw ChangeRefusal(.cannotBeAddedTo(file: file))
        }
        let after = before.reading(with: bytes, as: file, at: now)
        guard let changed = after.roster else {
            throw ChangeRefusal(.wouldHaveErrors(after.errors), in: roster)
        }
        guard changed.rules == roster.rules + 1, changed.has(change) else {
            throw ChangeRefusal(.cannotBeAddedTo(file: file))
        }
        let effect = ChangeEffect(in: change.interval, from: roster, to: changed)
        if case .override(let line, let who) = change.rule, effect.stretches.isEmpty {
            throw ChangeRefusal(.isSo(line.id, who, change.interval), in: changed)
        }
        return PlannedChange(
            change: change, effect: effect, before: before, after: after, roster: changed,
            file: file, old: old, bytes: bytes)
    }

    /// Makes a change. Others that come at once wait for one another, or are refused.
    ///
    /// - Parameter expected: what the change was decided on (`RosterReading.sha256`): on another
    ///   roster it is refused as changed meanwhile; `nil`: on whichever stands.
    @discardableResult
    package func make(
        _ request: ChangeRequest, on expected: String? = nil,
        _ patience: ChangesFolder.Patience = .wait
    ) throws(ChangeRefusal) -> PlannedChange {
        try ChangesFolder.hold(path, patience) { folder throws(ChangeRefusal) in
            let planned = try plan(request)
            guard expected == nil || planned.before.sha256 == expected else {
                throw ChangeRefusal(.folder(.changedMeanwhile(file: path)))
            }
            let model = planned.before.files.first?.relativePath ?? ChangesFolder.fileName
            try folder.write(planned.bytes, over: planned.old, like: model)
            return planned
        }
    }

    private func reading() throws(ChangeRefusal) -> RosterReading {
        do throws(RosterFolderError) {
            return try RosterFolder(path: path).read(now: now)
        } catch {
            throw ChangeRefusal(.unreadable(error))
        }
    }
}

/// A change that the roster can take, and what it would come to.
package struct PlannedChange: Sendable {
    package let change: RosterChange
    package let effect: ChangeEffect
    /// The roster's files as they stood, and as they would be.
    package let before: RosterReading
    package let after: RosterReading
    /// The roster with the change.
    package let roster: Roster
    /// The file of changes, as the roster's reader names it.
    package let file: String
    fileprivate let old: [UInt8]?
    fileprivate let bytes: [UInt8]

    /// The alarms and warnings that the roster did not have before.
    ///
    /// Gaps, and overrides that an absence leaves without effect, are told by `effect`. A warning
    /// says the first time of its kind only: at one place it is new once.
    package var newProblems: [Problem] {
        let message = { (problem: Problem) in "\(problem.code.rawValue) \(problem.message)" }
        let place = { (problem: Problem) in "\(problem.code.rawValue) \(problem.place)" }
        let messages = Set(before.problems.map(message))
        let warned = Set(before.problems.filter { $0.severity == .warning }.map(place))
        return after.problems.filter { problem in
            let isWarned = problem.severity == .warning && warned.contains(place(problem))
            return problem.code != .gap && problem.code != .noEffect && !isWarned
                && !messages.contains(message(problem))
        }
    }
}

extension RosterReading {
    fileprivate var errors: [Problem] { problems.filter { $0.severity == .error } }

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
