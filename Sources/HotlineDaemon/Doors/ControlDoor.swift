import CallLog
import CallRouting
import Foundation
import GatewayWebhooks
import HTTPTypes
import HotlineAPI
import HotlineSettings
import HummingbirdCore
import NIOCore
import OnCallRoster

/// What is served on the control socket, to whom `SO_PEERCRED` says is asking.
struct ControlDoor: Sendable {
    let exchange: Exchange
    let health: Health
    let rosters: RosterKeeper
    let clock: DaemonClock
    let clerk: FollowUpClerk
    let sweeper: Sweeper
    let replayer: LogReplayer
    let gateways: [GatewaySettings]
    let watch: GatewayWatch
    private let access: ControlAccess

    init(
        exchange: Exchange, health: Health, rosters: RosterKeeper, clock: DaemonClock,
        clerk: FollowUpClerk, sweeper: Sweeper, replayer: LogReplayer,
        gateways: [GatewaySettings], watch: GatewayWatch, administrators: [String]
    ) {
        self.gateways = gateways
        self.watch = watch
        self.clerk = clerk
        self.sweeper = sweeper
        self.replayer = replayer
        self.exchange = exchange
        self.health = health
        self.rosters = rosters
        self.clock = clock
        access = ControlAccess(administrators: administrators)
    }

    func respond(_ request: Request, _ peer: Peer) async -> Response {
        let target = ControlTarget(request.head.path ?? "")
        let isAdministrator = access.isAdministrator(peer)
        if isAdministrator { await lookFirst() }
        if target.segments == ["status"], request.method == .get {
            let status = health.status(try? exchange.log.counts())
            return .document(isAdministrator ? status : health.countsOnly(status))
        }
        guard isAdministrator else {
            return .problem(
                403, "Forbidden",
                "this needs an administrator: root, the daemon's own user, or one of the settings' "
                    + "'control.administrators'")
        }
        switch (request.method, target.segments.first, target.segments.count) {
        case (.get, "calls", 1): return calls(target)
        case (.get, "calls", 2): return call(target)
        case (.post, "calls", 3) where target.segments[2] == "note":
            return await note(target.segments[1], request)
        case (.get, "follow-ups", 1): return followUps(target)
        case (.post, "follow-ups", 1): return await addFollowUp(request)
        case (.post, "follow-ups", 3) where target.segments[2] == "owner":
            return await changeFollowUp(target.segments[1], request, isDone: false)
        case (.post, "follow-ups", 3) where target.segments[2] == "ending":
            return await changeFollowUp(target.segments[1], request, isDone: true)
        case (.get, "failing-numbers", 1): return failingNumbers()
        case (.get, "reports", 1): return await report(target)
        case (.get, "gateways", 2): return await gateway(target.segments[1])
        case (.post, "replays", 1): return await beginReplay(request)
        case (.get, "replays", 2) where target.segments[1] == "latest":
            guard let report = replayer.report else {
                return .problem(404, "Not Found", "no replay was begun")
            }
            return .document(report)
        case (.post, "test-clock", 1) where clock.isOfTests: return await moveClock(request)
        case (.post, "rehearsals", 1): return await begin(request)
        case (.post, "rehearsals", 3) where target.segments[2] == "events":
            return await go(on: target.segments[1], request)
        default:
            return .problem(404, "Not Found", "the control socket has no such thing")
        }
    }

    private func calls(_ target: ControlTarget) -> Response {
        do throws(ControlFlaw) {
            let query = try CallQuery(target)
            let page: CallPage
            do {
                page = try exchange.log.calls(query)
            } catch {
                return .problem(503, "Service Unavailable", "the log cannot be read: \(error)")
            }
            return .document(
                CallList(
                    calls: page.calls.map { HotlineAPI.CallSummary($0) },
                    next: page.next.map(String.init)))
        } catch {
            return error.response
        }
    }

    private func call(_ target: ControlTarget) -> Response {
        let gateway = target.query["gateway"].map { GatewayName(rawValue: $0) }
        let answer: StoryAnswer
        do {
            answer = try exchange.log.story(of: target.segments[1], gateway: gateway)
        } catch {
            return .problem(503, "Service Unavailable", "the log cannot be read: \(error)")
        }
        switch answer {
        case .none:
            return .problem(404, "Not Found", "the log has no call '\(target.segments[1])'")
        case .several(let gateways):
            let names = gateways.map { "\($0)/\(target.segments[1])" }.joined(separator: ", ")
            return .problem(409, "Conflict", "several gateways have it: write one of \(names)")
        case .one(let story):
            return .document(HotlineAPI.CallStory(story))
        }
    }

    // MARK: Rehearsals

    private static let gateway: GatewayName = "rehearsal"

    private func begin(_ request: Request) async -> Response {
        guard let start: RehearsalStart = await decode(request) else {
            return .problem(400, "Bad Request", "the body is no rehearsal: {\"from\",\"to\"}")
        }
        let hotline = start.to ?? rosters.inForce?.roster.numbers.values.first?.number.e164 ?? ""
        let name = "r-" + UUID().uuidString.lowercased().prefix(8)
        return await play(
            .incoming(
                CallEvent.Incoming(from: CallerID(start.from), to: hotline, rehearsal: true)),
            call: name)
    }

    private func go(on call: String, _ request: Request) async -> Response {
        guard let event: RehearsalEvent = await decode(request) else {
            return .problem(400, "Bad Request", "the body is no event of a rehearsal")
        }
        guard let kind = CallEvent.Kind(event) else {
            return .problem(400, "Bad Request", "'\(event.type)' misses what it must carry")
        }
        return await play(kind, call: call)
    }

    /// Of the last week.
    private func failingNumbers() -> Response {
        do {
            let numbers = try exchange.log.failingNumbers(since: clock.now - .days(7))
            return .document(
                FailingNumbers(
                    numbers: numbers.map { number in
                        FailingNumbers.Number(
                            professional: number.professional.rawValue, uri: number.uri.uri,
                            times: number.times, since: number.since.description,
                            last: number.last.description, call: number.call.call)
                    }))
        } catch {
            return .problem(503, "Service Unavailable", "the log cannot be read: \(error)")
        }
    }

    private func beginReplay(_ request: Request) async -> Response {
        guard let wanted: ReplayRequest = await decode(request) else {
            return .problem(400, "Bad Request", "the body is no replay: {\"from\",\"to\"}")
        }
        let from = wanted.from.flatMap { Instant(rfc3339: $0) }
        let to = wanted.to.flatMap { Instant(rfc3339: $0) }
        guard (from == nil) == (wanted.from == nil), (to == nil) == (wanted.to == nil) else {
            return .problem(400, "Bad Request", "'from' and 'to' are RFC 3339 instants, or null")
        }
        guard replayer.begin(from: from, to: to), let report = replayer.report else {
            return .problem(409, "Conflict", "a replay is running: wait for its end")
        }
        return .document(report, status: 202)
    }

    /// What the log has shown is written down before it is told; a log that takes no writes keeps
    /// nobody from reading.
    private func lookFirst() async {
        let looked = AsyncStream<Void>.makeStream()
        Task { [clerk] in
            await clerk.look()
            looked.continuation.finish()
        }
        _ = await succeeds(within: .milliseconds(200)) { for await _ in looked.stream {} }
    }

    /// Time passes, or the clock is set; what that brings about has happened when this is answered.
    private func moveClock(_ request: Request) async -> Response {
        guard let change: TestClockChange = await decode(request) else {
            return .problem(400, "Bad Request", "the body is no change: {\"passes\"} or {\"at\"}")
        }
        if let passes = change.passes { clock.pass(.milliseconds(passes)) }
        if let text = change.at {
            guard let instant = Instant(rfc3339: text) else {
                return .problem(400, "Bad Request", "'at' is '\(text)': write an RFC 3339 instant")
            }
            clock.set(to: instant)
        }
        await sweeper.sweep()
        await clerk.look()
        await watch.lookApart()
        return .document(TestClockChange(at: clock.now.description))
    }

    func decode<Value: Decodable>(_ request: Request) async -> Value? {
        guard let buffer = try? await request.body.collect(upTo: 64 * 1024) else { return nil }
        return try? JSONDocument(bytes: Array(buffer.readableBytesView)).decode(Value.self)
    }

    private func play(_ kind: CallEvent.Kind, call: String) async -> Response {
        let key = CallKey(gateway: ControlDoor.gateway, call: call)
        let event = CallEvent(call: key, received: clock.now, kind: kind)
        do {
            let reply = try await exchange.take(
                Exchange.Delivery(
                    id: nil, event: event, body: [], abilities: GatewayAbilities(),
                    encode: { decision in
                        (try? JSONDocument(RehearsalReply(decision.reply, call: call)).bytes) ?? []
                    }))
            return .json(reply.body, status: reply.status)
        } catch {
            return .problem(error.status, error.title, error.detail)
        }
    }
}

/// A path below `/api/v1/` and its query, percent-decoded.
struct ControlTarget {
    let segments: [String]
    let query: [String: String]

    init(_ target: String) {
        let parts = target.split(separator: "?", maxSplits: 1)
        let prefix = "/api/v1/"
        let path = parts.first.map(String.init) ?? ""
        segments =
            path.hasPrefix(prefix)
            ? path.dropFirst(prefix.count).split(separator: "/").map {
                String($0).removingPercentEncoding ?? String($0)
            } : []
        var query: [String: String] = [:]
        for pair in parts.count > 1 ? parts[1].split(separator: "&") : [] {
            let words = pair.split(separator: "=", maxSplits: 1).map {
                String($0).removingPercentEncoding ?? String($0)
            }
            if words.count == 2 { query[words[0]] = words[1] }
        }
        self.query = query
    }
}

/// What a question of the control socket lacks.
struct ControlFlaw: Error {
    let message: String
    let status: Int

    init(_ message: String, status: Int = 400) {
        self.message = message
        self.status = status
    }

    var response: Response {
        let title =
            switch status {
            case 404: "Not Found"
            case 409: "Conflict"
            case 503: "Service Unavailable"
            default: "Bad Request"
            }
        return .problem(status, title, message)
    }
}
