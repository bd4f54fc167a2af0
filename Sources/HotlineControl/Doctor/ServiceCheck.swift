/// Whether systemd starts the daemon with the machine and after a crash, and the daily work with
/// it.
struct ServiceCheck {
    /// `nil` where systemd does not run; empty where it does not answer.
    let units: [UnitState]?
    let daemonAnswers: Bool

    var findings: [Finding] {
        guard let units else {
            return [
                Finding.mend(
                    .service, "systemd does not run here: nothing starts the daemon after a crash",
                    "run it under systemd, or under what does the same"
                ).whereCallsArrive
            ]
        }
        guard !units.isEmpty else {
            return [
                .note(
                    .service, "systemd does not say how its units are (systemctl status hotlined)")
            ]
        }
        let found =
            daemon + timer(UnitState.backup, "no copy of the log is made")
            + timer(UnitState.purge, "what is past its time is never deleted")
            // Of its service nothing is asked: it fails by what this very look finds.
            + timer(UnitState.check, "nobody is told when something is to be mended")
        return found.contains { !$0.isGood }
            ? found : found + [.ok(.service, "the daemon and its timers are started by systemd")]
    }

    private func unit(_ name: String) -> UnitState? { units?.first { $0.name == name } }

    private var daemon: [Finding] {
        guard let unit = unit(UnitState.daemon), unit.load == "loaded" else {
            let load = unit(UnitState.daemon)?.load ?? "not-found"
            return [
                .mend(
                    .service, "systemd has no usable unit \(UnitState.daemon) (\(load))",
                    "install the package, or systemd/\(UnitState.daemon)"
                ).whereCallsArrive
            ]
        }
        var found: [Finding] = []
        if !["enabled", "static", "indirect", "generated"].contains(unit.file) {
            found.append(
                .mend(
                    .service,
                    "\(unit.name) is \(unit.file): the daemon does not start with the machine",
                    run: "systemctl enable --now hotlined"
                ).whereCallsArrive)
        }
        if unit.active != "active" {
            let why = unit.result == "success" ? "" : ", \(unit.result)"
            let finding: Finding =
                daemonAnswers
                ? .mend(
                    .service,
                    "\(unit.name) is \(unit.active)\(why), and a daemon answers all the same",
                    "end that one, and let systemd start it", run: "systemctl start hotlined")
                : .danger(
                    .service, "\(unit.name) is \(unit.active)\(why)", "see why, and start it",
                    run: "journalctl -u hotlined -n 50; systemctl start hotlined")
            found.append(finding.whereCallsArrive)
        }
        if unit.restarts > 0 {
            found.append(
                .note(
                    .service,
                    "\(unit.name) was started again \(counted(unit.restarts, "time")): "
                        + "journalctl -u hotlined"
                ))
        }
        return found
    }

    private func timer(_ name: String, _ loss: String) -> [Finding] {
        let (timer, service) = (unit(name + ".timer"), unit(name + ".service"))
        guard let timer, timer.load == "loaded" else {
            return [
                .mend(
                    .service, "systemd has no unit \(name).timer: \(loss)",
                    "install the package, or systemd/\(name).timer and its service"
                ).whereCallsArrive
            ]
        }
        guard timer.active == "active" else {
            return [
                .mend(
                    .service, "\(name).timer is \(timer.active): \(loss)",
                    run: "systemctl enable --now \(name).timer"
                ).whereCallsArrive
            ]
        }
        if let service, service.result != "success" {
            return [
                .mend(
                    .service,
                    "\(name).service failed when it ran last (\(service.result)): \(loss)",
                    run: "journalctl -u \(name) -n 50"
                ).whereCallsArrive
            ]
        }
        guard timer.file == "enabled" else {
            return [
                .mend(
                    .service, "\(name).timer is \(timer.file): it is gone after the next start",
                    run: "systemctl enable \(name).timer"
                ).whereCallsArrive
            ]
        }
        return []
    }
}
