import Glibc

/// Who is an administrator: root, the daemon's own user, and the settings' users and groups.
struct ControlAccess: Sendable {
    let administrators: [String]

    func isAdministrator(_ peer: Peer) -> Bool {
        guard case .process(let userID) = peer else { return false }
        if userID == 0 || userID == geteuid() { return true }
        guard !administrators.isEmpty, let user = user(userID) else { return false }
        if administrators.contains(user.name) { return true }
        return groups(of: user).contains { administrators.contains("@" + $0) }
    }

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
