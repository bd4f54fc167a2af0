import CallRouting
import Foundation
import Glibc
import OnCallRoster

/// The folder from which a gateway rings by itself while the daemon is dead.
///
/// Its files hold numbers without names. Each is replaced as a whole, so that a gateway never reads
/// half of one.
struct FallbackFolder: Sendable {
    /// Whose members may read it: the gateway's user.
    static let groupName = "akuttelefon-fallback"

    private let path: String

    init(path: String) {
        self.path = path
    }

    func write(_ plan: FallbackPlan) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o750])
        var isGiven = giveToGroup(path)
        var names: Set<String> = ["take.xml", "taken.xml", "plan.json"]
        isGiven = try replace("take.xml", by: Array(FallbackPlan.takeTwiML.utf8)) && isGiven
        isGiven = try replace("taken.xml", by: Array(FallbackPlan.takenTwiML.utf8)) && isGiven
        for number in plan.numbers {
            let name = "\(number.number.e164).xml"
            names.insert(name)
            isGiven = try replace(name, by: Array(plan.twiML(of: number).utf8)) && isGiven
        }
        isGiven = try replace("plan.json", by: plan.json) && isGiven
        for name in try FileManager.default.contentsOfDirectory(atPath: path)
        where name.hasSuffix(".xml") && !names.contains(name) {
            unlink("\(path)/\(name)")
        }
        try SyncedFile.sync(folder: path)
        try SyncedFile.sync(folder: SyncedFile.parent(of: path))
        // It is written all the same: its owner may read it.
        guard isGiven else {
            throw FallbackFailure(
                "\(path) cannot be given to the group \(FallbackFolder.groupName): make the "
                    + "daemon's user one of it", code: EPERM)
        }
    }

    /// False where the file could not be given to its group.
    private func replace(_ name: String, by bytes: [UInt8]) throws -> Bool {
        let (file, fresh) = ("\(path)/\(name)", "\(path)/.\(name).new")
        unlink(fresh)
        let descriptor = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw FallbackFailure(fresh) }
        defer { close(descriptor) }
        fchmod(descriptor, 0o640)
        let isGiven = giveToGroup(fresh)
        let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard written == bytes.count, fsync(descriptor) == 0, rename(fresh, file) == 0 else {
            throw FallbackFailure(file)
        }
        return isGiven
    }

    /// Where there is no such group the folder's own stands.
    private func giveToGroup(_ file: String) -> Bool {
        var entry = group()
        var found: UnsafeMutablePointer<group>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getgrnam_r(FallbackFolder.groupName, &entry, &buffer, buffer.count, &found) == 0,
            found != nil
        else { return true }
        return chown(file, UInt32.max, entry.gr_gid) == 0 || isInherited(by: file)
    }

    /// Whether the folder hands its group on, as tmpfiles.d makes it: then nothing needs to be given,
    /// and a user namespace of the service's own, in which nothing can be given, does no harm.
    private func isInherited(by file: String) -> Bool {
        var (folder, own) = (stat(), stat())
        guard stat(path, &folder) == 0, stat(file, &own) == 0 else { return false }
        return folder.st_mode & S_ISGID != 0 && folder.st_gid == own.st_gid
    }
}

struct FallbackFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String, code: Int32 = errno) {
        self.description = "\(description) (\(String(cString: strerror(code))))"
    }
}
