import HotlineAPI
import HotlineSettings
import OnCallRoster

/// What the running daemon tells the doctor, as far as it answers whoever asks.
struct DaemonWord: Sendable {
    /// Why the daemon told nothing, or not all.
    var trouble: Failure?
    var status: Status?
    var failing: FailingNumbers?
    var gateways: [String: GatewayFacts] = [:]
    var backups: BackupList?
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
                    (word.trouble?.message ?? "the daemon does not answer")
                        + ". Not looked at without it: its alarms, numbers that failed, when "
                        + "gateways were "
                        + "heard of, how far duty is known")
            ]
        }
        let elsewhere = Set(
            status.alarms.filter { DaemonCheck.toldElsewhere.contains($0.code) }.map(\.message))
        let reasons = status.reasons.filter { !elsewhere.contains($0) }
        var found: [Finding] = reasons.map { .danger(.daemon, $0) }
        if status.state != "ok", status.reasons.isEmpty {
            found.append(
                .danger(
                    .daemon, "the daemon says that it is degraded, and tells administrators why",
                    "ask as root", run: "hotlinectl status"))
        }
        if let trouble = word.trouble {
            found.append(
                .mend(.doctor, "the daemon did not tell all: \(trouble.message)", "ask as root"))
        }
        return found.isEmpty
            ? [.ok(.daemon, "\(status.version) answers, since \(status.since)")] : found
    }
}

extension DaemonCheck {
    /// Numbers that failed at once when they were last rung.
    static func numbers(of failing: FailingNumbers) -> [Finding] {
        failing.numbers.map { number in
            let often = number.times == 1 ? "once" : "\(number.times) times in a row"
            return .mend(
                .number,
                "\(number.uri) of \(number.professional) failed at once, \(often) since "
                    + "\(number.since), last in call \(number.call)",
                "correct it in the roster, or ask whether the telephone works")
        }
    }
}
