import HotlineAPI
import HotlineTexts

/// The daemon's status as lines to read.
struct StatusText {
    let toned: Toned

    var text: String { toned.text }

    init(_ status: Status, in language: WrittenLanguage = .english) {
        let words = Words(language)
        var columns = Columns()
        columns.add(toned: "hotlined", words.head(status))
        for reason in status.reasons { columns.add(toned: "", Toned(reason, .trouble)) }
        columns.add(toned: Toned(language(StatusWords.roster)), words.roster(status.roster))
        columns.add(language(StatusWords.calls), words.calls(status.calls))
        columns.add(toned: Toned(language(StatusWords.promises)), words.promises(status.promises))
        columns.add(toned: Toned(language(StatusWords.log)), words.log(status.log))
        for (index, gateway) in status.gateways.enumerated() {
            columns.add(
                index == 0 ? language(StatusWords.gateways) : "", words.gateway(gateway))
        }
        let alarms = language(StatusWords.alarms)
        for (index, alarm) in status.alarms.enumerated() {
            columns.add(toned: Toned(index == 0 ? alarms : ""), words.alarm(alarm))
        }
        if status.alarms.isEmpty { columns.add(alarms, language(StatusWords.noAlarms)) }
        for (index, duty) in status.duty.enumerated() {
            columns.add(index == 0 ? language(StatusWords.onDuty) : "", words.duty(duty))
        }
        toned = columns.toned
    }
}

/// What is said of each part.
private struct Words {
    private let say: WrittenLanguage

    init(_ language: WrittenLanguage) {
        say = language
    }

    func head(_ status: Status) -> Toned {
        let state = Toned(say.code(status.state), status.state == "ok" ? .good : .trouble)
        let since = say(StatusWords.since, ["since": status.since])
        return "\(status.version), \(state), \(since)"
    }

    func calls(_ calls: Status.Calls) -> String {
        say(StatusWords.openAndSwept, ["open": "\(calls.open)", "swept": "\(calls.swept)"])
    }

    func promises(_ promises: Status.Promises) -> Toned {
        Toned(
            say(
                StatusWords.openAndOverdue,
                ["open": "\(promises.open)", "overdue": "\(promises.overdue)"]),
            promises.overdue > 0 ? .trouble : nil)
    }

    func log(_ log: Status.Log) -> Toned {
        let last = log.lastEvent ?? say(StatusWords.never)
        return Toned(
            say(
                StatusWords.logState,
                ["state": say.code(log.state), "spooled": "\(log.spooled)", "last": last]),
            log.state == "ok" ? (log.spooled > 0 ? .caution : nil) : .trouble)
    }

    func gateway(_ gateway: Status.Gateway) -> String {
        let never = say(StatusWords.never)
        return say(
            StatusWords.gateway,
            [
                "gateway": gateway.gateway, "event": gateway.lastEvent ?? never,
                "call": gateway.lastSelfCall ?? never,
            ])
    }

    func alarm(_ alarm: Status.Alarm) -> Toned {
        let since = say(StatusWords.since, ["since": alarm.since])
        return "\(alarm.message, .trouble) (\(since)) \("[\(alarm.code)]", .aside)"
    }

    func duty(_ duty: Status.Duty) -> String {
        let calls =
            switch duty.interruptions {
            case nil: say(StatusWords.noneKnown)
            case 0?: say(StatusWords.noInterruptions)
            case 1?: say(StatusWords.oneInterruption)
            case let count?: say(StatusWords.interruptions, ["count": "\(count)"])
            }
        let who = say(
            StatusWords.duty,
            [
                "who": duty.professional, "lines": duty.lines.joined(separator: ", "),
                "since": duty.since,
            ])
        let until = duty.until.map { " " + say(StatusWords.dutyUntil, ["until": $0]) } ?? ""
        let last = duty.lastInterruption.map {
            ", " + say(StatusWords.lastInterruption, ["at": $0])
        }
        let relief = duty.reliefDue.map { "; " + say(StatusWords.reliefDue, ["by": $0]) }
        return who + until + ": " + calls + (last ?? "") + (relief ?? "")
    }

    func roster(_ roster: Status.RosterInForce) -> Toned {
        guard let sha256 = roster.sha256 else { return Toned(say(StatusWords.noRoster), .trouble) }
        let state = say(roster.good ? StatusWords.rosterGood : .rosterBad)
        let rest = [
            String(sha256.prefix(12)), say(StatusWords.files, ["count": "\(roster.files.count)"]),
            roster.loaded.map { say(StatusWords.loaded, ["at": $0]) },
            roster.expandedUntil.map { say(StatusWords.knownUntil, ["until": $0]) },
        ].compactMap { $0 }
        return
            "\(state, roster.good ? .good : .trouble), \(rest.joined(separator: ", "))"
    }
}
