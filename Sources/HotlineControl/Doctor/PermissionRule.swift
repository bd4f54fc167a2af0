import HotlineTexts

/// What may be done with a path, and by whom.
struct PermissionRule: Hashable, Sendable {
    let what: PermissionFindings
    /// Bits that may not be set.
    let forbidden: UInt32
    /// Why not.
    let why: PermissionFindings
    /// Whether it must be the daemon's own.
    var isDaemons = false
    /// Whether the daemon must read it.
    var isRead = false
    /// Whether others are in danger as soon as it stands open.
    var isSecret = false

    static let settings = PermissionRule(
        what: .settings, forbidden: 0o007, why: .whySettings, isRead: true)
    static let rosterFolder = PermissionRule(
        what: .rosterFolder, forbidden: 0o002, why: .whyRosterFolder, isRead: true)
    static let rosterFile = PermissionRule(
        what: .roster, forbidden: 0o007, why: .whyRoster, isRead: true)
    static let credentialsFolder = PermissionRule(
        what: .secretsFolder, forbidden: 0o077, why: .whySecretsFolder, isSecret: true)
    static let credential = PermissionRule(
        what: .secret, forbidden: 0o077, why: .whySecret, isSecret: true)
    static let stateFolder = PermissionRule(
        what: .stateFolder, forbidden: 0o026, why: .whyStateFolder, isDaemons: true)
    static let state = PermissionRule(
        what: .state, forbidden: 0o027, why: .whyState, isDaemons: true)
    static let runtimeFolder = PermissionRule(
        what: .runtimeFolder, forbidden: 0o022, why: .whyRuntimeFolder, isDaemons: true)
    static let fallback = PermissionRule(
        what: .fallback, forbidden: 0o027, why: .whyFallback, isDaemons: true)

    /// What takes the forbidden bits away, as chmod(1) takes it.
    var change: String {
        let group = PermissionRule.letters(forbidden >> 3 & 7)
        let others = PermissionRule.letters(forbidden & 7)
        return group == others
            ? "go-\(others)"
            : [group.isEmpty ? nil : "g-\(group)", "o-\(others)"].compactMap { $0 }
                .joined(separator: ",")
    }

    private static func letters(_ bits: UInt32) -> String {
        [(4, "r"), (2, "w"), (1, "x")].filter { bits & $0.0 != 0 }.map(\.1).joined()
    }
}
