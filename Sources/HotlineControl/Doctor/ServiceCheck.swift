import HotlineTexts

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
                    .service, ServiceFindings.noSystemd.text, ServiceFindings.underSystemd.text
                ).whereCallsArrive
            ]
        }
        guard !units.isEmpty else {
            return [.note(.service, ServiceFindings.silent.text)]
        }
        let found =
            daemon + timer(UnitState.backup, .noCopies)
            + timer(UnitState.purge, .noPurge)
            // Of its service nothing is asked: it fails by what this very look finds.
            + timer(UnitState.check, .nobodyTold)
        return found.contains { !$0.isGood }
            ? found : found + [.ok(.service, ServiceFindings.good.text)]
    }

    private func unit(_ name: String) -> UnitState? { units?.first { $0.name == name } }

    private var daemon: [Finding] {
        guard let unit = unit(UnitState.daemon), unit.load == "loaded" else {
            let load = unit(UnitState.daemon)?.load ?? "not-found"
            return [
                .mend(
                    .service,
                    ServiceFindings.noUnit.with(["unit": UnitState.daemon, "load": load]),
                    ServiceFindings.installUnit.with(["unit": UnitState.daemon])
                ).whereCallsArrive
            ]
        }
        var found: [Finding] = []
        if !["enabled", "static", "indirect", "generated"].contains(unit.file) {
            found.append(
                .mend(
                    .service,
                    ServiceFindings.notEnabled.with(["unit": unit.name, "state": unit.file]),
                    run: "systemctl enable --now hotlined"
                ).whereCallsArrive)
        }
        if unit.active != "active" {
            let why = unit.result == "success" ? "" : ", \(unit.result)"
            let values = ["unit": unit.name, "state": unit.active + why]
            let finding: Finding =
                daemonAnswers
                ? .mend(
                    .service, ServiceFindings.another.with(values),
                    ServiceFindings.endAnother.text, run: "systemctl start hotlined")
                : .danger(
                    .service, ServiceFindings.notActive.with(values),
                    ServiceFindings.seeAndStart.text,
                    run: "journalctl -u hotlined -n 50; systemctl start hotlined")
            found.append(finding.whereCallsArrive)
        }
        if unit.restarts > 0 {
            let again: ServiceFindings = unit.restarts == 1 ? .restartedOnce : .restarted
            found.append(
                .note(.service, again.with(["unit": unit.name, "count": unit.restarts])))
        }
        return found
    }

    private func timer(_ name: String, _ loss: ServiceFindings) -> [Finding] {
        let (timer, service) = (unit(name + ".timer"), unit(name + ".service"))
        var values: [String: any TextValue] = [
            "timer": "\(name).timer", "service": "\(name).service", "loss": loss.text,
        ]
        guard let timer, timer.load == "loaded" else {
            return [
                .mend(
                    .service, ServiceFindings.noTimer.with(values),
                    ServiceFindings.installTimer.with(values)
                ).whereCallsArrive
            ]
        }
        guard timer.active == "active" else {
            values["state"] = timer.active
            return [
                .mend(
                    .service, ServiceFindings.timerStands.with(values),
                    run: "systemctl enable --now \(name).timer"
                ).whereCallsArrive
            ]
        }
        if let service, service.result != "success" {
            values["result"] = service.result
            return [
                .mend(
                    .service, ServiceFindings.failed.with(values),
                    run: "journalctl -u \(name) -n 50"
                ).whereCallsArrive
            ]
        }
        guard timer.file == "enabled" else {
            values["state"] = timer.file
            return [
                .mend(
                    .service, ServiceFindings.timerGone.with(values),
                    run: "systemctl enable \(name).timer"
                ).whereCallsArrive
            ]
        }
        return []
    }
}
