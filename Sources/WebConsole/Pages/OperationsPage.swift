package import HotlineAPI
import HotlineTexts
import OnCallRoster

/// *Drift*: how the daemon is, and who is signed in.
package struct OperationsPage: ConsolePage {
    package static let template = ConsoleTemplate.operations
    package static let section: ConsoleSection? = .operations

    /// As many alarms, persons on duty and sessions as fit a page.
    static let mostRows = 50

    package let title: String
    let isWell: Bool
    let reasons: [String]
    let version: String
    let ran: MomentView?
    let alarms: [Alarm]
    let gateways: [Gateway]
    let hasGateways: Bool
    let logState: String
    let spooled: Int
    let lastEvent: String
    let openCalls: Int
    let swept: Int
    let promises: String
    let roster: RosterView?
    let duty: [Duty]
    let hasDuty: Bool
    let sessions: [Session]
    let hasSessions: Bool

    struct Alarm {
        let code: String
        let message: String
        let since: String
    }

    struct Gateway {
        let gateway: String
        let event: String
        let selfCall: String
    }

    struct RosterView {
        let kind: String
        let standing: String
        let loaded: String
        let reach: String
        let files: String
        let hash: String
    }

    struct Duty {
        let name: String
        let lines: String
        let since: String
        let until: String
        let calls: String
        let relief: String
    }

    struct Session {
        let number: Int
        let user: String
        let way: String
        let made: String
        let seen: String
        let ends: String
        let isOwn: Bool
        let label: String
    }

    /// - Parameter own: The number of the session that the page is shown in.
    package init(
        _ status: Status, sessions list: SessionList, own: Int?, names: ConsoleNames,
        words: ConsoleWords
    ) {
        title = words(OperationsText.operationsTitle)
        isWell = status.state == "ok"
        reasons = status.reasons
        version = status.version
        ran = words.moment(status.since)
        alarms = status.alarms.prefix(OperationsPage.mostRows).map {
            Alarm(
                code: $0.code, message: $0.message,
                since: words(OperationsText.alarmsSince, ["since": words.spoken($0.since)]))
        }
        gateways = status.gateways.map {
            Gateway(
                gateway: $0.gateway, event: words.spoken($0.lastEvent),
                selfCall: words.spoken($0.lastSelfCall))
        }
        hasGateways = !gateways.isEmpty
        logState = words.log(status.log.state)
        spooled = status.log.spooled
        lastEvent = words.spoken(status.log.lastEvent)
        openCalls = status.calls.open
        swept = status.calls.swept
        promises = words(
            OperationsText.logPromisesCount,
            ["open": String(status.promises.open), "overdue": String(status.promises.overdue)])
        roster = RosterView(status.roster, words)
        duty = status.duty.prefix(OperationsPage.mostRows).map { Duty($0, names, words) }
        hasDuty = !duty.isEmpty
        sessions = list.sessions.filter { $0.state == "valid" }.suffix(OperationsPage.mostRows)
            .reversed().map { Session($0, isOwn: $0.id == own, words) }
        hasSessions = !sessions.isEmpty
    }
}

extension OperationsPage.RosterView {
    fileprivate init?(_ roster: Status.RosterInForce, _ words: ConsoleWords) {
        guard let sha256 = roster.sha256 else { return nil }
        kind = roster.good ? "good" : "bad"
        standing = words(roster.good ? OperationsText.rosterGood : OperationsText.rosterBad)
        loaded = words.spoken(roster.loaded)
        reach = words.spoken(roster.expandedUntil)
        files = roster.files.joined(separator: ", ")
        hash = String(sha256.prefix(12))
    }
}

extension OperationsPage.Duty {
    fileprivate init(_ duty: Status.Duty, _ names: ConsoleNames, _ words: ConsoleWords) {
        name = names.professional(duty.professional)
        lines = duty.lines.map { names.line($0) }.joined(separator: "; ")
        since = words.spoken(duty.since)
        until = words.moment(duty.until)?.words ?? words(NowText.nowDutyLong)
        calls = duty.interruptions.map(String.init) ?? "–"
        relief = words.moment(duty.reliefDue)?.words ?? "–"
    }
}

extension OperationsPage.Session {
    fileprivate init(_ session: SessionList.Session, isOwn: Bool, _ words: ConsoleWords) {
        number = session.id
        user = session.who
        way = words.way(session.way)
        made = words.spoken(session.made)
        seen = words.spoken(session.seen)
        ends = words.spoken(session.expires)
        self.isOwn = isOwn
        label = words(OperationsText.sessionEnd, ["who": session.who, "from": made])
    }
}

extension ConsoleWords {
    /// The log's state, by its word in `status`.
    func log(_ state: String) -> String {
        switch state {
        case "ok": self(OperationsText.logOK)
        case "slow": self(OperationsText.logSlow)
        case "unwritable": self(OperationsText.logUnwritable)
        case "corrupt": self(OperationsText.logCorrupt)
        default: state
        }
    }

    /// How somebody signed in.
    func way(_ word: String) -> String {
        switch word {
        case "token": self(OperationsText.wayToken)
        case "link": self(OperationsText.wayLink)
        case "proxy": self(OperationsText.wayProxy)
        default: word
        }
    }
}
