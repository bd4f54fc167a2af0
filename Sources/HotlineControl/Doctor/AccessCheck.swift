import HotlineSettings
import HotlineTexts
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
            let what =
                who.hasPrefix("@")
                ? AccessFindings.unknownGroup.with(["who": String(who.dropFirst())])
                : AccessFindings.unknownUser.with(["who": who])
            return .mend(.access, what, AccessFindings.makeIt.text).whereCallsArrive
        }
        if let roster { found += settings.access.flatMap { strangers(in: $0, roster) } }
        guard found.isEmpty else { return found }
        switch Set(named).count {
        case 0: return [.ok(.access, AccessFindings.nobody.text)]
        case 1: return [.ok(.access, AccessFindings.one.text)]
        case let count: return [.ok(.access, AccessFindings.several.with(["count": count]))]
        }
    }

    private func strangers(in entry: AccessEntrySettings, _ roster: Roster) -> [Finding] {
        let grant = entry.grant
        var found: [Finding] = []
        if let id = grant.professional, !roster.professionals.contains(id) {
            found.append(
                stranger(
                    .professional, id.rawValue, entry, roster.professionals.ids.map(\.rawValue)))
        }
        if let id = grant.contact, !roster.contacts.contains(id) {
            found.append(
                stranger(.contact, id.rawValue, entry, roster.contacts.ids.map(\.rawValue)))
        }
        for id in grant.institutions.sorted() where !roster.institutions.contains(id) {
            found.append(
                stranger(.institution, id.rawValue, entry, roster.institutions.ids.map(\.rawValue))
            )
        }
        return found
    }

    private func stranger(
        _ what: AccessFindings, _ id: String, _ entry: AccessEntrySettings, _ known: [String]
    ) -> Finding {
        .mend(
            .access, what.with(["who": entry.who, "id": id]),
            suggestion(for: id, among: known).map {
                AccessFindings.didYouMean.with(["near": $0])
            } ?? AccessFindings.correct.text)
    }
}
