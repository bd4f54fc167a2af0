import CallLog
import Crypto
import Glibc
import HotlineSettings
import OnCallRoster

/// Tells who is asking: on the control socket by the user of the process (SO_PEERCRED, unix(7)) and
/// the groups of the user database, over TCP by a bearer token (RFC 6750).
struct Visitors: Sendable {
    /// Users, and groups with a prefixed `@`, who are administrators beside root and the daemon's
    /// own user.
    let administrators: [String]
    let access: [AccessEntrySettings]
    /// The user that hotline-messenger runs as; `nil`: none.
    let messenger: String?
    let log: CallLog

    /// Whoever asks on the control socket; without a role counts are all there is to see.
    func visitor(of peer: Peer) -> Visitor {
        guard case .process(let userID) = peer else {
            return Visitor(who: "unknown", grants: [], door: .control)
        }
        let user = user(userID)
        let name = user?.name ?? "uid-\(userID)"
        var names: Set<String> = []
        if let user {
            names = [user.name]
            names.formUnion(groups(of: user).map { "@" + $0 })
        }
        let isAdministrator =
            userID == 0 || userID == geteuid() || !names.isDisjoint(with: administrators)
        let grants = access.filter { names.contains($0.who) }.map(\.grant)
        return Visitor(
            who: name, grants: (isAdministrator ? [.administrator] : []) + grants,
            door: .control, number: Int64(userID), isMessenger: messenger == name)
    }

    /// The visitor of a token; `nil` if it is none, or holds no more.
    func visitor(ofToken text: String, now: Instant) throws(LogError) -> Visitor? {
        let stored = try log.token(sha256: Visitors.hash(of: text))
        guard let stored, stored.holds(at: now), let grant = stored.grant else { return nil }
        return Visitor(who: stored.name, grants: [grant], door: .token, number: stored.id)
    }

    static func hash(of token: String) -> [UInt8] { Array(SHA256.hash(data: Array(token.utf8))) }

    private func user(_ userID: UInt32) -> (name: String, group: gid_t)? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getpwuid_r(userID, &entry, &buffer, buffer.count, &found) == 0, found != nil else {
            return nil
        }
        return (String(cString: entry.pw_name), entry.pw_gid)
    }

    private func groups(of user: (name: String, group: gid_t)) -> [String] {
        var count: Int32 = 256
        var ids = [gid_t](repeating: 0, count: Int(count))
        guard getgrouplist(user.name, user.group, &ids, &count) >= 0 else { return [] }
        return ids.prefix(Int(count)).compactMap { id in
            var entry = group()
            var found: UnsafeMutablePointer<group>?
            var buffer = [CChar](repeating: 0, count: 16_384)
            guard getgrgid_r(id, &entry, &buffer, buffer.count, &found) == 0, found != nil else {
                return nil
            }
            return String(cString: entry.gr_name)
        }
    }
}

extension StoredToken {
    /// What the token lets see; `nil` if that can no more be told.
    var grant: AccessGrant? {
        AccessRole(rawValue: role).flatMap { role in
            let isContact = role.needs == "contact"
            return AccessGrant.checked(
                role, professional: isContact ? nil : subject, contact: isContact ? subject : nil,
                institutions: institutions.map(\.rawValue)
            ).grant
        }
    }
}
