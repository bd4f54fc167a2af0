import CLinux
import CallRouting
import Foundation
import Glibc
import OnCallRoster
import ServiceLifecycle

/// Reads the roster again when its files change, an editor's rename included, and expands duty anew
/// when time has gone on.
struct RosterWatch: Service {
    private let path: String
    private let keeper: RosterKeeper
    /// As the files were before the roster was first read.
    private let first: [String]

    /// To be made before the roster is first read, so that no change is missed.
    init(path: String, keeper: RosterKeeper) {
        self.path = path
        self.keeper = keeper
        first = RosterWatch.fingerprint(path)
    }

    func run() async throws {
        var known = first + tables()
        var settling = known
        while await restUnlessStopped(.seconds(1)) {
            if keeper.isOutgrown { await keeper.expandApart() }
            let files = RosterWatch.fingerprint(path)
            var seen = files + tables()
            // A file is read once it has stopped changing.
            if seen != known && seen == settling {
                await keeper.reloadApart()
                // What changed since it was looked at is seen the next time.
                seen = files + tables()
                known = seen
            }
            settling = seen
        }
    }

    /// The files that the roster in force was read from; they may stand beside a single file.
    private func tables() -> [String] {
        (keeper.inForce?.roster.files ?? []).map(RosterWatch.describe)
    }

    /// Names, sizes, times and inodes of the roster's files.
    private static func fingerprint(_ path: String) -> [String] {
        var status = stat()
        guard stat(path, &status) == 0 else { return ["none"] }
        guard status.st_mode & S_IFMT == S_IFDIR else { return [describe(path)] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.sorted().filter { !$0.hasPrefix(".") }.map { describe("\(path)/\($0)") }
    }

    private static func describe(_ file: String) -> String {
        var status = stat()
        guard stat(file, &status) == 0 else { return file }
        return "\(file) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec)."
            + "\(status.st_mtim.tv_nsec)"
    }
}
