import Glibc

/// A user of this machine, and the groups that are theirs.
struct Account: Hashable, Sendable {
    let id: UInt32
    let name: String
    let groups: Set<UInt32>

    /// The user that an installed daemon runs as, and the group of those who read its fallback
    /// plan.
    static let daemonName = "akuttelefon"
    static let fallbackGroupName = "akuttelefon-fallback"

    init(id: UInt32, name: String, groups: Set<UInt32>) {
        self.id = id
        self.name = name
        self.groups = groups
    }

    /// Whether the user may read a file, or list a folder, as far as its own mode decides.
    func mayRead(_ file: FileStatus) -> Bool {
        let needed: UInt32 = file.kind == .folder ? 0o5 : 0o4
        if id == 0 { return true }
        if file.owner == id { return file.mode >> 6 & needed == needed }
        if groups.contains(file.group) { return file.mode >> 3 & needed == needed }
        return file.mode & needed == needed
    }
}

extension Account {
    /// The user of an id, named by the id where the user database has none.
    init(ofUser id: UInt32) {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getpwuid_r(id, &entry, &buffer, buffer.count, &found) == 0, found != nil else {
            self.init(id: id, name: "\(id)", groups: [])
            return
        }
        self.init(entry)
    }

    /// `nil` where there is no such user.
    init?(named name: String) {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getpwnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil else {
            return nil
        }
        self.init(entry)
    }

    private init(_ entry: passwd) {
        let name = String(cString: entry.pw_name)
        var count: Int32 = 256
        var groups = [gid_t](repeating: 0, count: Int(count))
        let isKnown = getgrouplist(name, entry.pw_gid, &groups, &count) >= 0
        self.init(
            id: entry.pw_uid, name: name,
            groups: isKnown ? Set(groups.prefix(Int(count))) : [entry.pw_gid])
    }

}

/// The id of a group; `nil` where there is none of this name.
func groupID(named name: String) -> UInt32? {
    var entry = group()
    var found: UnsafeMutablePointer<group>?
    var buffer = [CChar](repeating: 0, count: 65_536)
    guard getgrnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil else {
        return nil
    }
    return entry.gr_gid
}
