import CLinux
import Glibc
import HotlineSettings
import OnCallRoster
import Synchronization

/// The daemon's only source of time.
final class DaemonClock: Sendable {
    /// How far a test clock is from the system's; zero for every other.
    private struct Offsets {
        var wall: Duration = .zero
        var monotonic: Duration = .zero
    }

    /// Whether it was set for tests, and may be moved.
    let isOfTests: Bool
    private let offsets: Mutex<Offsets>
    private let beginning = ContinuousClock.now

    init() {
        isOfTests = false
        offsets = Mutex(Offsets())
    }

    /// A clock that shows `start` now and goes on from there.
    init(startingAt start: Instant) {
        isOfTests = true
        offsets = Mutex(Offsets(wall: start - systemNow()))
    }

    var now: Instant { isOfTests ? systemNow() + offsets.withLock { $0.wall } : systemNow() }

    /// Time that goes on whatever the wall clock is set to, from any beginning.
    var monotonic: Duration {
        let passed = beginning.duration(to: .now)
        return isOfTests ? passed + offsets.withLock { $0.monotonic } : passed
    }

    /// Whether the kernel calls the clock synchronised (adjtimex(2)); a test clock always is.
    ///
    /// Where a sandbox keeps the kernel from being asked, systemd-timesyncd's word is taken; a clock
    /// of which nobody tells anything counts as right, for signatures are judged by it.
    var isSynchronised: Bool {
        if isOfTests { return true }
        let answer = akt_clock_is_unsynchronised()
        guard answer < 0 else { return answer == 0 }
        let folder = "/run/systemd/timesync"
        return access(folder, F_OK) != 0 || access("\(folder)/synchronized", F_OK) == 0
    }

    /// Lets time pass on a test clock.
    func pass(_ duration: Duration) {
        guard isOfTests else { return }
        offsets.withLock {
            $0.wall += duration
            $0.monotonic += duration
        }
    }

    /// Sets a test clock; no time passes.
    func set(to instant: Instant) {
        guard isOfTests else { return }
        let wall = instant - systemNow()
        offsets.withLock { $0.wall = wall }
    }
}

/// Monotonic time, for what a unit file's watchdog and reload compare.
func monotonicMicroseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1000
}
