import HotlineTexts

/// Who asks, and as whom the daemon runs.
struct UserCheck {
    let asking: Account
    let daemon: Account
    /// What whoever asks may not look at.
    let hidden: [String]
    /// Whether the daemon's user is known from the daemon itself.
    let isRunning: Bool
    /// Whether the machine has the user that the package makes.
    let hasDaemonUser: Bool

    var findings: [Finding] { [rights, user].compactMap { $0 } }

    private var rights: Finding? {
        let isStranger = asking.id != 0 && asking.id != daemon.id
        guard isStranger || !hidden.isEmpty else { return nil }
        let what = hidden.isEmpty ? UserFindings.allPrivate.text : fewOf(hidden)
        return .mend(
            .doctor, UserFindings.mayNotLook.with(["user": asking.name, "what": what]),
            DaemonFindings.askAsRoot.text, run: "sudo hotlinectl doctor"
        ).whereCallsArrive
    }

    private var user: Finding? {
        let making = hasDaemonUser ? nil : "systemd-sysusers"
        if isRunning, daemon.id == 0 {
            return .mend(
                .permissions, UserFindings.runsAsRoot.text,
                UserFindings.runAsUser.with(["user": Account.daemonName]),
                run: making
            ).whereCallsArrive
        }
        guard !isRunning, !hasDaemonUser else { return nil }
        return .mend(
            .permissions, UserFindings.noUser.with(["user": Account.daemonName]),
            UserFindings.makeIt.text,
            run: making
        ).whereCallsArrive
    }
}
