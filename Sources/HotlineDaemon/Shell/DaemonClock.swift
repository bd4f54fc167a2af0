import CLinux
import Glibc
import HotlineSettings
import OnCallRoster

/// The daemon's only source of time.
struct DaemonClock: Sendable {
    /// What a test clock is ahead of the system's.
    private let offset: Duration

    init() {
        offset = .zero
    }

    /// A clock that shows `start` now and goes on from there.
    init(startingAt start: Instant) {
        offset = start - systemNow()
    }

    var now: Instant { systemNow() + offset }

    /// Time that goes on whatever the wall clock is set to, from any beginning.
    var monotonic: Duration { DaemonClock.beginning.duration(to: .now) }

    private static let beginning = ContinuousClock.now

    /// Whether the kernel calls the clock synchronised (adjtimex(2)); a test clock always is.
    var isSynchronised: Bool {
        guard offset == .zero else { return true }
        return akt_clock_is_unsynchronised() == 0
    }
}

/// Monotonic time, for what a unit file's watchdog and reload compare.
func monotonicMicroseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1000
}
