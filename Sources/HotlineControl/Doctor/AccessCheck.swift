import HotlineSettings
import OnCallRoster

/// Whether those whom the settings give a role are there: as users of this machine, and in the
/// roster.
struct AccessCheck {
    let settings: Settings
    /// `nil` where none can be read.
    let roster: Roster?
    /// Whether this machine has a user, or a group with a prefixed `@`.
    let isKnown: (String) -> Bool

    var findings: [Finding] {
        let named = settings.administrators + settings.access.map(\.who)
        let unknown = Set(named).filter { !isKnown($0) }.sorted()
        var found: [Finding] = unknown.map { who in
            let what = who.hasPrefix("@") ? "group \(who.dropFirst())" : "user \(who)"
            return .mend(
                .access,
                "the settings give a role to the \(what), which this machine does not have",
                "make it, or correct the name"
            ).whereCallsArrive
        }
        if let roster { found += settings.access.flatMap { strangers(in: $0, roster) } }
        guard found.isEmpty else { return found }
        let count = Set(named).count
        return [
            .ok(
                .access,
                count == 0
                    ? "nobody but root and the daemon's user has a role"
                    : "\(counted(count, "user or group", "users and groups")) with a role, all "
                        + "of them known"
            )
        ]
    }

    private func strangers(in entry: AccessEntrySettings, _ roster: Roster) -> [Finding] {
        let grant = entry.grant
        var found: [Finding] = []
        if let id = grant.professional, !roster.professionals.contains(id) {
            found.append(
                stranger(
                    "professional", id.rawValue, entry, roster.professionals.ids.map(\.rawValue)))
        }
        if let id = grant.contact, !roster.contacts.contains(id) {
            found.append(
                stranger("contact", id.rawValue, entry, roster.contacts.ids.map(\.rawValue)))
        }
        for id in grant.institutions.sorted() where !roster.institutions.contains(id) {
            found.append(
                stranger("institution", id.rawValue, entry, roster.institutions.ids.map(\.rawValue))
            )
        }
        return found
    }

    private func stranger(
        _ what: String, _ id: String, _ entry: AccessEntrySettings, _ known: [String]
    ) -> Finding {
        .mend(
            .access,
            "access of '\(entry.who)' is for the \(what) '\(id)', whom the roster does not have",
            suggestion(for: id, among: known).map { "did you mean '\($0)'?" }
                ?? "correct it in the settings")
    }
}
