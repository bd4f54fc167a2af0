import Glibc
import RosterChanges

extension ChangeAuthor {
    /// Who called sudo, else the user of the process.
    static var current: ChangeAuthor {
        let sudoer = getenv("SUDO_USER").map { String(cString: $0) }
        let entry = getpwuid(geteuid())
        let user = entry.flatMap { $0.pointee.pw_name }.map { String(cString: $0) }
        return ChangeAuthor(sudoer: sudoer, user: user, id: geteuid())
    }

    init(sudoer: String?, user: String?, id: UInt32) {
        self.init([sudoer, user].compactMap { $0 }.first { !$0.isEmpty } ?? "user \(id)")
    }
}
