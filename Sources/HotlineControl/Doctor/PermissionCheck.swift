import HotlineSettings
import HotlineTexts

/// Who may read and write what an installation consists of.
struct PermissionCheck {
    struct Item: Hashable, Sendable {
        let rule: PermissionRule
        let status: FileStatus

        init(_ rule: PermissionRule, _ status: FileStatus) {
            self.rule = rule
            self.status = status
        }
    }

    let items: [Item]
    let daemon: Account

    var findings: [Finding] {
        var found: [Finding] = []
        for rule in rules {
            let files = items.filter { $0.rule == rule }.map(\.status)
            found += [open(files, rule), foreign(files, rule), unread(files, rule)].compactMap {
                $0
            }
        }
        if found.isEmpty {
            let all: PermissionFindings = items.count == 1 ? .one : .several
            found = [.ok(.permissions, all.with(["count": items.count]))]
        }
        return found
    }

    /// In the order in which they came.
    private var rules: [PermissionRule] {
        var seen: Set<PermissionRule> = []
        return items.map(\.rule).filter { seen.insert($0).inserted }
    }

    private func open(_ files: [FileStatus], _ rule: PermissionRule) -> Finding? {
        let open = files.filter { $0.mode & rule.forbidden != 0 }
        guard let first = open.first else { return nil }
        let isWorst = rule.isSecret || open.contains { $0.mode & 0o002 != 0 }
        let toAll = open.contains { $0.mode & rule.forbidden & 0o007 != 0 }
        let found = (toAll ? PermissionFindings.openToAll : .openToGroup).with([
            "what": rule.what.text, "mode": first.modeText, "why": rule.why.text,
            "paths": fewOf(open.map(\.path)),
        ])
        let command =
            "chmod \(rule.change) " + open.map { shellWord($0.path) }.joined(separator: " ")
        let finding: Finding =
            isWorst
            ? .danger(.permissions, found, run: command) : .mend(.permissions, found, run: command)
        return finding.whereCallsArrive
    }

    private func foreign(_ files: [FileStatus], _ rule: PermissionRule) -> Finding? {
        guard rule.isDaemons else { return nil }
        let foreign = files.filter { $0.owner != daemon.id }
        guard let first = foreign.first else { return nil }
        return .danger(
            .permissions,
            PermissionFindings.foreign.with([
                "daemon": daemon.name, "owner": Account(ofUser: first.owner).name,
                "what": rule.what.text, "paths": fewOf(foreign.map(\.path)),
            ]),
            run: "chown \(shellWord(daemon.name)) "
                + foreign.map { shellWord($0.path) }.joined(separator: " ")
        ).whereCallsArrive
    }

    private func unread(_ files: [FileStatus], _ rule: PermissionRule) -> Finding? {
        guard rule.isRead else { return nil }
        let unread = files.filter { !daemon.mayRead($0) }
        guard !unread.isEmpty else { return nil }
        return .danger(
            .permissions,
            PermissionFindings.unread.with([
                "daemon": daemon.name, "what": rule.what.text,
                "paths": fewOf(unread.map(\.path)),
            ]),
            run: "chgrp \(shellWord(daemon.name)) "
                + unread.map { shellWord($0.path) }.joined(separator: " ")
                + " && chmod g+\(unread.contains { $0.kind == .folder } ? "rX" : "r") "
                + unread.map { shellWord($0.path) }.joined(separator: " "))
    }
}

extension PermissionCheck {
    /// Looks at all that the settings name.
    ///
    /// - Parameter rosterFiles: Each file that the roster was read from.
    init(settings: Settings, path: String, rosterFiles: [String], daemon: Account) {
        let (state, secrets) = (settings.stateDirectory, settings.credentialsDirectory)
        let fallback = state + "/fallback"
        let ofState = [
            "calls.sqlite", "calls.sqlite-wal", "calls.sqlite-shm", "hook-key", "rosters",
        ]
        let spools = [state + "/spool", settings.runtimeDirectory + "/spool"]
        var paths: [(PermissionRule, String)] = [
            (.settings, path), (.rosterFolder, settings.rosterPath),
            (.credentialsFolder, secrets), (.stateFolder, state),
            (.runtimeFolder, settings.runtimeDirectory), (.fallback, fallback),
        ]
        paths += rosterFiles.map { (.rosterFile, $0) }
        paths += namesInFolder(secrets).filter { $0.hasPrefix("gateway-") }
            .map { (.credential, "\(secrets)/\($0)") }
        paths += (ofState.map { "\(state)/\($0)" } + spools).map { (.state, $0) }
        paths += namesInFolder(fallback).filter { !$0.hasPrefix(".") }
            .map { (.fallback, "\(fallback)/\($0)") }
        let items = paths.compactMap { rule, path in
            Sight(of: path).status.map { Item(rule, $0) }
        }
        // A roster of one file has no folder of its own.
        self.init(
            items: items.filter { $0.rule != .rosterFolder || $0.status.kind == .folder },
            daemon: daemon)
    }
}
