/// What may be done with a path, and by whom.
struct PermissionRule: Hashable, Sendable {
    let what: String
    /// Bits that may not be set.
    let forbidden: UInt32
    /// Why not.
    let why: String
    /// Whether it must be the daemon's own.
    var isDaemons = false
    /// Whether the daemon must read it.
    var isRead = false
    /// Whether others are in danger as soon as it stands open.
    var isSecret = false

    static let settings = PermissionRule(
        what: "the settings", forbidden: 0o007, why: "they name accounts and numbers", isRead: true)
    static let rosterFolder = PermissionRule(
        what: "the roster's folder", forbidden: 0o002,
        why: "who adds a file to it decides who is rung", isRead: true)
    static let rosterFile = PermissionRule(
        what: "the roster", forbidden: 0o007, why: "it names families and their numbers",
        isRead: true)
    static let credentialsFolder = PermissionRule(
        what: "the secrets' folder", forbidden: 0o077, why: "who has a secret is the gateway",
        isSecret: true)
    static let credential = PermissionRule(
        what: "a secret", forbidden: 0o077, why: "who has it is the gateway", isSecret: true)
    static let stateFolder = PermissionRule(
        what: "the state directory", forbidden: 0o026, why: "the log is in it", isDaemons: true)
    static let state = PermissionRule(
        what: "the log and what belongs to it", forbidden: 0o027,
        why: "it holds numbers and names", isDaemons: true)
    static let runtimeFolder = PermissionRule(
        what: "the runtime directory", forbidden: 0o022,
        why: "who puts a socket there is taken for the daemon", isDaemons: true)
    static let fallback = PermissionRule(
        what: "the fallback plan", forbidden: 0o027, why: "it holds numbers", isDaemons: true)

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
