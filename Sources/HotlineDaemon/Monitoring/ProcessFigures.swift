import CLinux
import Foundation
import Glibc

/// What the kernel knows of this process; `nil` where it does not say.
struct ProcessFigures: Sendable {
    var processorTime: Duration?
    var residentBytes: Int?
    var openDescriptors: Int?
    /// The soft limit.
    var mostDescriptors: Int?

    static var now: ProcessFigures {
        var figures = ProcessFigures()
        var time = timespec()
        if clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 {
            figures.processorTime = .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        }
        // proc(5): total size, then what is resident, in pages.
        if let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        {
            figures.residentBytes = pages * sysconf(Int32(_SC_PAGESIZE))
        }
        // One of them is the folder's own, while it is read.
        if let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            figures.openDescriptors = names.count - 1
        }
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            figures.mostDescriptors = Int(clamping: limit.rlim_cur)
        }
        return figures
    }
}
