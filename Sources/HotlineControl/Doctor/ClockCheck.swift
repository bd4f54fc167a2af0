import CLinux
import OnCallRoster

/// Whether clocks can be relied on: signatures, duty and deadlines are all told by them.
struct ClockCheck {
    /// As the kernel says (adjtimex(2)).
    let isSynchronised: Bool
    /// This machine's.
    let now: Instant
    /// The daemon's, read at the same time; `nil` where it told none.
    let daemons: Instant?

    private static let apart: Duration = .seconds(5)
    /// Nothing was installed before.
    private static let earliest = Instant(seconds: 1_767_225_600)

    var findings: [Finding] { [machine, daemon].compactMap { $0 } }

    private var machine: Finding {
        if now < ClockCheck.earliest {
            return .danger(
                .clock, "this machine's clock shows \(now.wholeSecond), which is long past",
                "set it, and let it be kept right by the network", run: "timedatectl set-ntp true"
            ).whereCallsArrive
        }
        guard isSynchronised else {
            return .mend(
                .clock,
                "the kernel calls the clock unsynchronised: once it is minutes wrong, gateways are "
                    + "refused and duty is another's",
                "install systemd-timesyncd or chrony, and let it run",
                run: "timedatectl set-ntp true"
            ).whereCallsArrive
        }
        return .ok(.clock, "the kernel calls the clock synchronised")
    }

    private var daemon: Finding? {
        guard let daemons, max(daemons - now, now - daemons) > ClockCheck.apart else { return nil }
        return .danger(
            .clock,
            "the daemon's clock shows \(daemons.wholeSecond), this machine's \(now.wholeSecond)",
            "start the daemon without --clock"
        ).whereCallsArrive
    }
}

extension ClockCheck {
    /// What the kernel says now.
    static var isSynchronised: Bool { akt_clock_is_unsynchronised() == 0 }
}
