import Foundation
import Glibc
import Logging
import ServiceLifecycle

/// Reads the roster again when its files change, an editor's rename included.
struct RosterWatch: Service {
    let path: String
    let keeper: RosterKeeper
    let announce: @Sendable () -> Void
    /// Duty is expanded anew this often.
    private static let expansion = 12 * 3600

    func run() async throws {
        var known = fingerprint()
        var settling = known
        var seconds = 0
        while !Task.isShuttingDownGracefully && !Task.isCancelled {
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(1)) }
            seconds += 1
            if seconds % RosterWatch.expansion == 0 { keeper.expandAgain() }
            let seen = fingerprint()
            // A file is read once it has stopped changing.
            if seen != known && seen == settling {
                known = seen
                announce()
                keeper.reload()
            }
            settling = seen
        }
    }

    /// Names, sizes, times and inodes of the roster's files.
    private func fingerprint() -> [String] {
        var status = stat()
        guard stat(path, &status) == 0 else { return ["none"] }
        guard status.st_mode & S_IFMT == S_IFDIR else { return [describe(path, status)] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.sorted().filter { !$0.hasPrefix(".") }.map { name in
            let file = "\(path)/\(name)"
            return stat(file, &status) == 0 ? describe(file, status) : file
        }
    }

    private func describe(_ name: String, _ status: stat) -> String {
        "\(name) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    }
}
