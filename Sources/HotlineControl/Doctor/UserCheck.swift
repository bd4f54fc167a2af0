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
        let what = hidden.isEmpty ? "secrets, log and copies" : fewOf(hidden)
        return .mend(
            .doctor, "\(asking.name) may not look at \(what): what is there was left out",
            "ask as root", run: "sudo hotlinectl doctor"
        ).whereCallsArrive
    }

    private var user: Finding? {
        let making = hasDaemonUser ? nil : "systemd-sysusers"
        if isRunning, daemon.id == 0 {
            return .mend(
                .permissions, "the daemon runs as root, who may do everything",
                "let it run as the user \(Account.daemonName), as systemd/hotlined.service does",
                run: making
            ).whereCallsArrive
        }
        guard !isRunning, !hasDaemonUser else { return nil }
        return .mend(
            .permissions, "there is no user \(Account.daemonName) for the daemon to run as",
            "make it",
            run: making
        ).whereCallsArrive
    }
}
