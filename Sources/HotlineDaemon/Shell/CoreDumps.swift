import CLinux
import Glibc

/// Keeps what the daemon holds in memory, numbers and names among it, out of core dumps (core(5)).
enum CoreDumps {
    /// - Parameter entirely: Also where the kernel hands dumps to a program, which no limit prevents.
    ///   Then nobody but root may look into the process, tests that count its descriptors neither.
    static func forbid(entirely: Bool) {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        // Where a filter of system calls refuses it, the unit's LimitCORE= has done it.
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        if entirely { _ = akt_forbid_dumps() }
    }
}
