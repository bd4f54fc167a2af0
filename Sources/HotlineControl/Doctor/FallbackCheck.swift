import HotlineAPI
import HotlineSettings
import HotlineTexts
import OnCallRoster

/// Whether gateways know whom to ring while the daemon is dead.
struct FallbackCheck {
    /// The folder with the plan.
    let folder: String
    let sight: Sight
    /// Of `plan.json`; `nil` where it is missing or may not be read.
    let plan: [UInt8]?
    let names: [String]
    /// The hotline's numbers by the roster; `nil` where none can be read.
    let numbers: [PhoneNumber]?
    let now: Instant
    /// Since when the daemon answers; `nil` where it does not.
    let daemonSince: Instant?

    private struct Plan: Decodable {
        let made: Instant
        let until: Instant
        let numbers: [String: [Span]]

        struct Span: Decodable {
            let uris: [String]
        }
    }

    /// It is written each hour.
    private static let oldest: Duration = .hours(2)
    private static let startsWithin: Duration = .minutes(2)

    var findings: [Finding] { [age].compactMap { $0 } + missing }

    private var read: Plan? {
        plan.flatMap { try? JSONDocument(bytes: $0).decode(Plan.self) }
    }

    private var isStarting: Bool {
        daemonSince.map { now - $0 < FallbackCheck.startsWithin } ?? false
    }

    private var age: Finding? {
        if sight == .hidden { return nil }
        guard let read else {
            if isStarting { return .note(.fallback, FallbackFindings.starting.text) }
            let found: FallbackFindings = plan == nil ? .none : .unreadable
            let advice: FallbackFindings = daemonSince == nil ? .startWriter : .seeJournal
            return .danger(
                .fallback, found.with(["folder": folder]), advice.text,
                run: daemonSince == nil ? "systemctl start hotlined" : "journalctl -u hotlined"
            ).whereCallsArrive
        }
        if now >= read.until {
            return .danger(
                .fallback, FallbackFindings.ended.with(["until": read.until.description]),
                FallbackFindings.seeWhy.text, run: "journalctl -u hotlined"
            ).whereCallsArrive
        }
        let isOld = now - read.made > FallbackCheck.oldest
        let times = ["made": read.made.description, "until": read.until.description]
        guard !isOld || isStarting else {
            let advice: FallbackFindings = daemonSince == nil ? .start : .seeWhy
            return .mend(
                .fallback, FallbackFindings.old.with(times), advice.text,
                run: daemonSince == nil ? "systemctl start hotlined" : "journalctl -u hotlined"
            ).whereCallsArrive
        }
        return .ok(.fallback, FallbackFindings.good.with(times))
    }

    /// Numbers of the roster for which nobody stands in it.
    private var missing: [Finding] {
        guard let read, let numbers, !isStarting else { return [] }
        let absent = numbers.filter { number in
            let spans = read.numbers[number.e164] ?? []
            return spans.allSatisfy(\.uris.isEmpty) || !names.contains("\(number.e164).xml")
        }
        guard !absent.isEmpty else { return [] }
        return [
            .mend(
                .fallback,
                FallbackFindings.missing.with(["numbers": fewOf(absent.map(\.description))]),
                FallbackFindings.readRoster.text,
                run: "systemctl reload hotlined"
            ).whereCallsArrive
        ]
    }
}

extension FallbackCheck {
    /// Looks at the plan in a state directory.
    init(in state: String, numbers: [PhoneNumber]?, now: Instant, daemonSince: Instant?) {
        let folder = state + "/fallback"
        self.init(
            folder: folder, sight: Sight(of: folder), plan: try? readFile(folder + "/plan.json"),
            names: namesInFolder(folder), numbers: numbers, now: now,
            daemonSince: daemonSince)
    }
}
