import CallLog
import CallRouting
import Crypto
import Foundation
import OnCallRoster

let jensen = "+4500000031"
let hotline = "+4570201000"

/// One call that the real router decides, as entries for the log.
struct Talk {
    struct Broken: Error, CustomStringConvertible {
        let description: String
    }

    /// 2026-11-22T12:00:00.250Z
    static let start = Instant(milliseconds: 1_795_348_800_250)

    let key: CallKey
    private(set) var now: Instant
    private(set) var entries: [LogEntry] = []
    private(set) var call: OpenCall
    private let inForce: RosterInForce
    private let settings: RoutingSettings

    init(
        _ call: String = "c-1", gateway: GatewayName = "lab", at now: Instant = Talk.start
    ) throws {
        key = CallKey(gateway: gateway, call: call)
        self.now = now
        self.call = OpenCall(key: key, at: now, received: now)
        inForce = try Talk.roster.get()
        guard let lastResort = DialTarget("114") else { throw Broken(description: "114") }
        settings = RoutingSettings(lastResort: lastResort)
    }

    mutating func passes(seconds: Int) { now = now + .seconds(seconds) }

    /// Decides on an event and keeps its entry; `at` is the gateway's clock.
    @discardableResult
    mutating func send(_ kind: CallEvent.Kind, at: Instant? = nil) throws -> LogEntry {
        let event = CallEvent(call: key, at: at, received: now, kind: kind)
        let router = CallRouter(
            inForce: inForce, settings: settings, abilities: GatewayAbilities(),
            context: RoutingContext())
        let decision = try router.decide(event, on: entries.isEmpty ? nil : call)
        call = decision.call
        let body = Array("{\"call\":\"\(key.call)\",\"from\":\"\(jensen)\"}".utf8)
        let reply = LogEntry.Reply(
            status: 200, body: Array("reply \(entries.count + 1) to \(jensen)".utf8))
        let entry = LogEntry(
            call: key, type: event.type, at: event.at, received: event.received,
            delivery: kind == .swept ? nil : "d-\(key.call)-\(entries.count + 1)", body: body,
            bodySHA256: Array(SHA256.hash(data: body)), records: decision.records,
            instruction: decision.reply.name, reply: reply, state: call)
        entries.append(entry)
        return entry
    }

    mutating func arrives(from: String? = jensen, rehearsal: Bool = false) throws {
        try send(
            .incoming(
                CallEvent.Incoming(from: CallerID(from), to: hotline, rehearsal: rehearsal)))
    }

    /// The current step rings in vain.
    mutating func nobodyAnswers() throws {
        passes(seconds: 25)
        for leg in call.legs where leg.isOpen { try send(.legEnded(leg.id, .noAnswer)) }
    }

    mutating func nobodyEverAnswers() throws {
        var turns = 0
        while call.phase == .ringing, turns < 20 {
            try nobodyAnswers()
            turns += 1
        }
    }

    /// The first leg of the current step takes the call and keeps it for ten minutes.
    mutating func isTaken() throws {
        guard let leg = call.legs.first(where: \.isOpen)?.id else {
            throw Broken(description: "nothing rings")
        }
        passes(seconds: 4)
        try send(.legRinging(leg), at: now - .milliseconds(120))
        passes(seconds: 3)
        try send(.legAnswered(leg))
        try send(.legAccepted(leg, confirmed: true))
        passes(seconds: 600)
        try send(.legEnded(leg, .completed))
        try send(.ended(by: .professional))
    }

    /// Read once, for all calls of all tests.
    private static let roster = Result<RosterInForce, any Error> {
        let file = RosterFile(
            name: "roster.yaml", relativePath: "roster.yaml", bytes: Array(rosterText.utf8))
        let reading = readRoster(files: [file], now: start)
        guard let roster = reading.roster else {
            throw Broken(description: reading.problems.map(\.description).joined(separator: "\n"))
        }
        return RosterInForce(roster, around: start)
    }

    private static let rosterText = """
        roster: 1
        timezone: Europe/Copenhagen
        numbers:
          "\(hotline)": { municipality: fjordby, institution: egetraeet }
        municipalities:
          fjordby:
            name: Fjordby Kommune
            last-resort: [{ number: "114" }]
        institutions:
          egetraeet:
            name: Døgninstitutionen Egetræet
            municipalities: [fjordby]
            lines:
              first: { rotations: [{ professionals: [anna], starts: 2026-01-01, turn: 1 week }] }
              backup: { rotations: [{ professionals: [bo], starts: 2026-01-01, turn: 1 week }] }
        professionals:
          anna: { name: Anna Holm, phones: ["sip:anna@egetraeet.example"] }
          bo: { name: Bo Sønderskov, phones: ["sip:bo@egetraeet.example"] }
        families:
          jensen:
            name: Familien Jensen
            phones: ["\(jensen)"]
            municipality: fjordby
            institution: egetraeet
            variant: group
            group: nord
            pin: "470811"
        """
}

extension Talk {
    /// Conversations of every kind of end, each by the outcome that it comes to.
    static func all() throws -> [Talk] {
        var answered = try Talk("c-answered")
        try answered.arrives()
        try answered.nobodyAnswers()
        try answered.isTaken()
        var promised = try Talk("c-promised")
        try promised.arrives()
        try promised.nobodyEverAnswers()
        try promised.send(.ended(by: .gateway))
        var abandoned = try Talk("c-abandoned")
        try abandoned.arrives()
        abandoned.passes(seconds: 17)
        try abandoned.send(.ended(by: .caller))
        var identified = try Talk("c-identified")
        try identified.arrives(from: nil)
        try identified.send(.digits("000000"))
        try identified.send(.digits("470811"))
        try identified.isTaken()
        var swept = try Talk("c-swept")
        try swept.arrives(from: "+4500000099")
        try swept.send(.digits(""))
        swept.passes(seconds: 900)
        try swept.send(.swept)
        var alone = try Talk("c-fallback")
        try alone.send(
            .fallback(from: CallerID(jensen), to: hotline, uri: "tel:114"))
        try alone.send(.ended(by: .caller))
        return [answered, promised, abandoned, identified, swept, alone]
    }
}

extension CallLog {
    func append(_ talk: Talk) async throws {
        for entry in talk.entries { try await append(entry) }
    }
}

/// Runs a test in a folder of its own, with the path at which its log is to stand.
func withLogPath(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("akuttelefon-log-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder.appendingPathComponent("calls.sqlite").path)
}
