import Glibc

/// The file descriptors of this process (getrlimit(2)).
enum Descriptors {
    /// What may be open at one time beside connections that are let in: files that are read and
    /// written, and connections that are closed as soon as they have come.
    private static let spare = 24
    /// epoll(7), eventfd(2), timerfd_create(2).
    private static let perEventLoop = 3
    private static let openIfUnknown = 32

    /// How many connections there may be, by the limit as it is now.
    static func forConnections(eventLoops: Int) -> Int {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return 0 }
        let most = Int(clamping: limit.rlim_cur)
        return most - open - spare - perEventLoop * eventLoops
    }

    private static var open: Int {
        guard let folder = opendir("/proc/self/fd") else { return openIfUnknown }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // Without `.`, `..` and the folder itself.
        return count - 3
    }
}
