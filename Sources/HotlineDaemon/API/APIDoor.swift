import CallLog
import CallRouting
import Foundation
import GatewayWebhooks
import HTTPTypes
import HotlineAPI
import HotlineSettings
import HummingbirdCore
import Logging
import OnCallRoster

/// The one door to what the log and the daemon know, below `/api/v1`: on the control socket, and over
/// TCP with a token.
struct APIDoor: Sendable {
    let exchange: Exchange
    let health: Health
    let rosters: RosterKeeper
    let clock: DaemonClock
    let clerk: FollowUpClerk
    let sweeper: Sweeper
    let recorder: DutyRecorder
    let replayer: LogReplayer
    let watch: GatewayWatch
    let planner: MessagePlanner
    let settings: Settings
    let visitors: Visitors
    let refusals: AccessRefusals
    let strangers = Strangers()
    let keptReports = KeptReports<ReportDocument>()

    var log: CallLog { exchange.log }

    static let prefix = "/api/v1/"

    /// A question on the control socket.
    func respond(_ request: Request, _ peer: Peer) async -> Response {
        await respond(request, peer, visitors.visitor(of: peer))
    }

    /// A question over TCP, from whoever has the token.
    func respond(toTokenOf request: Request, _ peer: Peer) async -> Response {
        let token = request.headers[.authorization].flatMap { field in
            let words = field.split(separator: " ", omittingEmptySubsequences: true)
            return words.count == 2 && words[0].lowercased() == "bearer" ? String(words[1]) : nil
        }
        let visitor: Visitor?
        do throws(LogError) {
            visitor =
                try token.map { text throws(LogError) in
                    try visitors.visitor(ofToken: text, now: clock.now)
                } ?? nil
        } catch {
            return .problem(503, "Service Unavailable", "the tokens cannot be read: \(error)")
        }
        guard let visitor else {
            let refusal = refuseStranger(peer)
            note(refusal.status.code, to: request, peer, nil)
            return refusal
        }
        return await respond(request, peer, visitor)
    }

    private func refuseStranger(_ peer: Peer) -> Response {
        guard !strangers.isOverRate(peer.description, at: clock.monotonic) else {
            var refusal = Response.problem(
                429, "Too Many Requests", "too many tokens that are none: wait a minute")
            refusal.headers[.retryAfter] = "60"
            return refusal
        }
        var refusal = Response.problem(
            401, "Unauthorized",
            "send 'Authorization: Bearer TOKEN' with a token that holds; an administrator makes "
                + "one with 'hotlinectl token create'")
        refusal.headers[.wwwAuthenticate] = "Bearer"
        return refusal
    }

    private func respond(
        _ request: Request, _ peer: Peer, _ visitor: Visitor
    ) async -> Response {
        var visitor = visitor
        visitor.reason = request.headers[.accessReason].flatMap {
            let text = $0.removingPercentEncoding ?? $0
            return text.allSatisfy(\.isWhitespace) ? nil : String(text.prefix(500))
        }
        let target = APITarget(request.head.path ?? "")
        let matching = APIOperation.all.filter { $0.parameters(of: target.segments) != nil }
        guard let first = matching.first else {
            return .problem(404, "Not Found", "there is no such thing; see /api/v1/openapi.json")
        }
        guard
            let operation = matching.first(where: {
                $0.method.rawValue == request.method.rawValue.lowercased()
            })
        else {
            var refusal = Response.problem(
                405, "Method Not Allowed", "use \(first.method.rawValue.uppercased())")
            refusal.headers[.allow] = matching.map { $0.method.rawValue.uppercased() }
                .joined(separator: ", ")
            return refusal
        }
        do throws(APIFlaw) {
            try admit(visitor, to: operation)
            if visitor.isAdministrator { await lookFirst() }
            return try await operation.answer(
                self,
                APICall(
                    target: target, content: .request(request), visitor: visitor,
                    parameters: operation.parameters(of: target.segments) ?? []))
        } catch {
            if error.isRefusal { note(error.status, to: request, peer, visitor) }
            return error.response
        }
    }

    private func admit(_ visitor: Visitor, to operation: APIOperation) throws(APIFlaw) {
        guard visitor.may(operation.deed) else {
            let roles = visitor.grants.map(\.role.rawValue)
            throw APIFlaw(
                roles.isEmpty
                    ? "this needs an administrator: root, the daemon's own user, or one of the "
                        + "settings' 'control.administrators'; other roles are given in 'access'"
                    : "role \(roles.joined(separator: ", ")) may not do this", status: 403)
        }
        guard !(operation.isLocal && visitor.door != .control) else {
            throw APIFlaw("this is asked on the control socket only", status: 403)
        }
    }

    /// Tells the journal that a question was refused, by its operation as the list has it.
    private func note(_ status: Int, to request: Request, _ peer: Peer, _ visitor: Visitor?) {
        let segments = APITarget(request.head.path ?? "").segments
        let operation = APIOperation.all.first {
            $0.method.rawValue == request.method.rawValue.lowercased()
                && $0.parameters(of: segments) != nil
        }
        refusals.note(
            AccessRefusals.Refusal(
                from: KnownAddresses([], proxies: settings.proxies).address(of: request, peer),
                who: visitor?.badge,
                operation: operation.map {
                    "\($0.method.rawValue.uppercased()) \(APIDoor.prefix)\($0.path)"
                }, status: status))
    }

    func status(_ call: APICall) async -> Status {
        var status = health.status(try? log.counts())
        guard call.visitor.isAdministrator else { return health.countsOnly(status) }
        status.duty = duty()
        return status
    }

    /// Reads the log; where that fails, nobody is at fault who asks.
    func reading<Value>(_ body: () throws(LogError) -> Value) throws(APIFlaw) -> Value {
        do {
            return try body()
        } catch {
            throw APIFlaw("the log cannot be read: \(error)", status: 503)
        }
    }

    /// Writes the log, other than events.
    func writing<Value>(
        _ body: () async throws(LogError) -> Value
    ) async throws(APIFlaw) -> Value {
        do {
            return try await body()
        } catch {
            throw APIFlaw("the log cannot be written: \(error)", status: 503)
        }
    }

    /// Writes down that personal data is shown, before it is: what cannot be written down is not
    /// shown.
    func noteRead(
        _ what: String, by visitor: Visitor, as deed: Visitor.Deed, call: CallKey? = nil,
        of families: Set<FamilyID>, shown: Int
    ) async throws(APIFlaw) {
        let entry = AccessEntry(
            at: clock.now, who: visitor.who,
            role: visitor.role(for: deed)?.rawValue
                ?? (visitor.isMessenger ? "messenger" : "none"), door: visitor.door,
            what: what, why: visitor.reason, call: call, families: families, shown: shown)
        let log = log
        guard await succeeds(within: .seconds(2), { try await log.note(entry) }) else {
            throw APIFlaw(
                "this read cannot be written down, so nothing is shown: see 'hotlinectl status'",
                status: 503)
        }
    }

    /// As `noteRead(_:by:as:call:of:shown:)`, of things one by one. A page that refreshes itself is
    /// written down for what the session was not shown within the hour, if there is any.
    func noteRead(
        _ what: String, by visitor: Visitor, as deed: Visitor.Deed, call: CallKey? = nil,
        showing all: [EarlierReads.Shown]
    ) async throws(APIFlaw) {
        var shown = all
        if let earlier = visitor.earlier, earlier.isRefresh {
            shown = earlier.new(what, among: all)
            if shown.isEmpty { return }
        }
        try await noteRead(
            what, by: visitor, as: deed, call: call, of: Set(shown.compactMap(\.family)),
            shown: shown.count)
        visitor.earlier?.remember(what, shown)
    }

    /// A call that the visitor may see; for whoever may not, there is none.
    func story(
        of call: String, _ gateway: String?, for visitor: Visitor, as deed: Visitor.Deed
    ) throws(APIFlaw) -> LoggedStory {
        let scope = visitor.scope(for: deed, in: rosters.inForce?.roster)
        let known = try reading { () throws(LogError) in try stories(of: call, gateway) }
        let seen = known.filter { scope.shows($0) }
        guard let story = seen.first else {
            throw APIFlaw("the log has no call '\(call)'", status: 404, isHidden: !known.isEmpty)
        }
        guard seen.count == 1 else {
            let names = seen.map { "\($0.summary.key.gateway)/\(call)" }.joined(separator: ", ")
            throw APIFlaw("several gateways have it: write one of \(names)", status: 409)
        }
        return story
    }

    /// As `story(of:_:for:as:)`, of the log's own number of the call.
    func story(
        numbered text: String, for visitor: Visitor, as deed: Visitor.Deed
    ) throws(APIFlaw) -> LoggedStory {
        let scope = visitor.scope(for: deed, in: rosters.inForce?.roster)
        let known = try reading { () throws(LogError) -> LoggedStory? in
            guard let number = Int64(text), String(number) == text else { return nil }
            return try log.story(numbered: number)
        }
        guard let known, scope.shows(known) else {
            throw APIFlaw("the log has no call '#\(text)'", status: 404, isHidden: known != nil)
        }
        return known
    }

    /// One of each gateway that has the call, where none is named.
    func stories(
        of call: String, _ gateway: String?
    ) throws(LogError) -> [LoggedStory] {
        switch try log.story(of: call, gateway: gateway.map { GatewayName(rawValue: $0) }) {
        case .none: return []
        case .one(let story): return [story]
        case .several(let gateways):
            var stories: [LoggedStory] = []
            for gateway in gateways {
                guard case .one(let story) = try log.story(of: call, gateway: gateway) else {
                    continue
                }
                stories.append(story)
            }
            return stories
        }
    }

    /// What the log has shown is written down before it is told; a log that takes no writes keeps
    /// nobody from reading.
    func lookFirst() async {
        let looked = AsyncStream<Void>.makeStream()
        Task { [clerk] in
            await clerk.look()
            looked.continuation.finish()
        }
        _ = await succeeds(within: .milliseconds(200)) { for await _ in looked.stream {} }
    }
}

/// A path below `/api/v1/` and its query, percent-decoded.
struct APITarget: Sendable {
    let segments: [String]
    let query: [String: String]

    init(segments: [String], query: [String: String]) {
        self.segments = segments
        self.query = query
    }

    init(_ target: String) {
        let parts = target.split(separator: "?", maxSplits: 1)
        let path = parts.first.map(String.init) ?? ""
        segments =
            path.hasPrefix(APIDoor.prefix)
            ? path.dropFirst(APIDoor.prefix.count).split(separator: "/").map {
                String($0).removingPercentEncoding ?? String($0)
            } : []
        var query: [String: String] = [:]
        for pair in parts.count > 1 ? parts[1].split(separator: "&") : [] {
            let words = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { String($0).removingPercentEncoding ?? String($0) }
            query[words[0]] = words.count == 2 ? words[1] : ""
        }
        self.query = query
    }
}

/// What a question at the door lacks.
struct APIFlaw: Error {
    let message: String
    let status: Int
    /// Whether nothing is wrong but that nobody said why.
    let lacksReason: Bool
    /// Whether there is what was asked for, and the visitor may not know it.
    let isHidden: Bool

    init(
        _ message: String, status: Int = 400, lacksReason: Bool = false, isHidden: Bool = false
    ) {
        self.message = message
        self.status = status
        self.lacksReason = lacksReason
        self.isHidden = isHidden
    }

    /// Whether nothing is wrong with the question but who asks.
    var isRefusal: Bool { AccessRefusals.isRefusal(status) || isHidden }

    var response: Response {
        let title =
            switch status {
            case 403: "Forbidden"
            case 404: "Not Found"
            case 405: "Method Not Allowed"
            case 409: "Conflict"
            case 413: "Content Too Large"
            case 500: "Internal Server Error"
            case 503: "Service Unavailable"
            default: "Bad Request"
            }
        return .problem(status, title, message)
    }
}

extension HTTPField.Name {
    /// Why personal data is read, percent-encoded UTF-8.
    static let accessReason = HTTPField.Name("Access-Reason") ?? .referer
}
