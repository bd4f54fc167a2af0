import HotlineAPI
import HotlineSettings
import HotlineTexts
import OnCallRoster

/// What the running daemon tells the doctor, as far as it answers whoever asks.
struct DaemonWord: Sendable {
    /// Why the daemon told nothing, or not all.
    var trouble: Failure?
    var status: Status?
    var failing: FailingNumbers?
    var gateways: [String: GatewayFacts] = [:]
    var backups: BackupList?
    var outbox: OutboxDocument?
    /// The daemon's clock, and this machine's when it told it.
    var clock: Clock?

    struct Clock: Hashable, Sendable {
        let daemons: Instant
        let machines: Instant
    }

    init() {}

    /// Asks it.
    init(of client: DaemonClient, gateways names: [String]) {
        do throws(Failure) {
            status = try DaemonClient.read(Status.self, from: client.status())
            failing = try DaemonClient.read(FailingNumbers.self, from: client.failingNumbers())
            for name in names {
                let facts = try? DaemonClient.read(GatewayFacts.self, from: client.gateway(name))
                gateways[name] = facts
                guard clock == nil, let facts, let now = Instant(rfc3339: facts.now) else {
                    continue
                }
                clock = Clock(daemons: now, machines: systemNow())
            }
            backups = try DaemonClient.read(BackupList.self, from: client.backups())
            outbox = try DaemonClient.read(OutboxDocument.self, from: client.messages([]))
        } catch {
            trouble = error
        }
    }

    var answers: Bool { status != nil }
}

/// What is said of the daemon as a whole.
struct DaemonCheck {
    let word: DaemonWord

    /// Alarms that other looks tell in more detail.
    private static let toldElsewhere: Set<String> = [
        "clock-unsynchronised", "roster-refused", "no-roster", "no-secret", "no-self-call",
        "self-call-known", "gateway-silent", "number-fails",
    ]

    var findings: [Finding] {
        guard let status = word.status else {
            return [
                .danger(
                    .daemon,
                    DaemonFindings.notLookedAt.with([
                        "why": word.trouble?.text ?? DaemonFindings.silent.text
                    ]))
            ]
        }
        let elsewhere = Set(
            status.alarms.filter { DaemonCheck.toldElsewhere.contains($0.code) }.map(\.message))
        let reasons = status.reasons.filter { !elsewhere.contains($0) }
        var found: [Finding] = reasons.map { .danger(.daemon, .plain($0)) }
        if status.state != "ok", status.reasons.isEmpty {
            found.append(
                .danger(
                    .daemon, DaemonFindings.degraded.text, DaemonFindings.askAsRoot.text,
                    run: "hotlinectl status"))
        }
        if let trouble = word.trouble {
            found.append(
                .mend(
                    .doctor, DaemonFindings.notAll.with(["why": trouble.text]),
                    DaemonFindings.askAsRoot.text))
        }
        return found.isEmpty
            ? [
                .ok(
                    .daemon,
                    DaemonFindings.answers.with([
                        "version": status.version, "since": status.since,
                    ]))
            ] : found
    }
}

extension DaemonCheck {
    /// Numbers that failed at once when they were last rung.
    static func numbers(of failing: FailingNumbers) -> [Finding] {
        failing.numbers.map { number in
            let often: DaemonFindings = number.times == 1 ? .failedOnce : .failedOften
            return .mend(
                .number,
                often.with([
                    "uri": number.uri, "professional": number.professional,
                    "times": number.times, "since": number.since, "call": number.call,
                ]), DaemonFindings.correctNumber.text)
        }
    }
}
