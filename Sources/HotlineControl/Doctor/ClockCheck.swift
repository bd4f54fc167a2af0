import CLinux
import HotlineTexts
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
                .clock, ClockFindings.past.with(["now": now.wholeSecond.description]),
                ClockFindings.setIt.text, run: "timedatectl set-ntp true"
            ).whereCallsArrive
        }
        guard isSynchronised else {
            return .mend(
                .clock, ClockFindings.unsynchronised.text, ClockFindings.install.text,
                run: "timedatectl set-ntp true"
            ).whereCallsArrive
        }
        return .ok(.clock, ClockFindings.synchronised.text)
    }

    private var daemon: Finding? {
        guard let daemons, max(daemons - now, now - daemons) > ClockCheck.apart else { return nil }
        return .danger(
            .clock,
            ClockFindings.apart.with([
                "daemons": daemons.wholeSecond.description,
                "machines": now.wholeSecond.description,
            ]), ClockFindings.withoutClock.text
        ).whereCallsArrive
    }
}

extension ClockCheck {
    /// What the kernel says now.
    static var isSynchronised: Bool { akt_clock_is_unsynchronised() == 0 }
}
