import HotlineAPI

/// The daemon's status as lines to read.
struct StatusText {
    let text: String

    init(_ status: Status) {
        var columns = Columns()
        columns.add("hotlined", "\(status.version), \(status.state), since \(status.since)")
        for reason in status.reasons { columns.add("", reason) }
        columns.add("roster", StatusText.roster(status.roster))
        columns.add("calls", "\(status.calls.open) open, \(status.calls.swept) swept")
        columns.add(
            "promises", "\(status.promises.open) open, \(status.promises.overdue) overdue")
        columns.add(
            "log",
            "\(status.log.state), \(status.log.spooled) spooled, last event "
                + (status.log.lastEvent ?? "never"))
        for (index, gateway) in status.gateways.enumerated() {
            columns.add(
                index == 0 ? "gateways" : "",
                "\(gateway.gateway): last event \(gateway.lastEvent ?? "never"), "
                    + "last self-call \(gateway.lastSelfCall ?? "never")")
        }
        for (index, alarm) in status.alarms.enumerated() {
            columns.add(
                index == 0 ? "alarms" : "",
                "\(alarm.message) (since \(alarm.since)) [\(alarm.code)]")
        }
        if status.alarms.isEmpty { columns.add("alarms", "none") }
        for (index, duty) in status.duty.enumerated() {
            columns.add(index == 0 ? "on duty" : "", StatusText.duty(duty))
        }
        text = columns.text
    }

    private static func duty(_ duty: Status.Duty) -> String {
        let calls =
            switch duty.interruptions {
            case nil: "interruptions are not known"
            case 0?: "no interruptions"
            case 1?: "1 interruption"
            case let count?: "\(count) interruptions"
            }
        return "\(duty.professional) on \(duty.lines.joined(separator: ", ")) since \(duty.since)"
            + (duty.until.map { " until \($0)" } ?? "") + ": \(calls)"
            + (duty.lastInterruption.map { ", the last \($0)" } ?? "")
            + (duty.reliefDue.map { "; relief is due by \($0)" } ?? "")
    }

    private static func roster(_ roster: Status.RosterInForce) -> String {
        guard let sha256 = roster.sha256 else {
            return "none in force: every call goes to the settings' last resort"
        }
        let state = roster.good ? "good" : "the files have errors, the last good one stands"
        let loaded = roster.loaded.map { ", loaded \($0)" } ?? ""
        let until = roster.expandedUntil.map { ", duty known until \($0)" } ?? ""
        return "\(state), \(sha256.prefix(12)), \(roster.files.count) files\(loaded)\(until)"
    }
}
