import CallLog
import HotlineSettings
import OnCallRoster

/// Makes sessions and tells whose they are. What a session lets see is found anew at each question:
/// from its token as long as that holds, else from the settings' `access`.
struct ConsoleSessions: Sendable {
    /// After so long without a question a session is over.
    static let idle: Duration = .minutes(60)
    /// That a session was used is written down no more often.
    private static let noted: Duration = .seconds(60)

    let log: CallLog
    let settings: ConsoleSettings
    let access: [AccessEntrySettings]
    let clock: DaemonClock

    /// A session that holds.
    struct Held: Sendable {
        let id: Int64
        let visitor: Visitor
        let way: SessionWay
        let subject: String?
        /// What the browser has in its cookie.
        let secret: String
    }

    /// Who comes to a session.
    struct Newcomer: Sendable {
        let who: String
        let way: SessionWay
        var token: Int64?
        var subject: String?
    }

    /// The session of a secret; `nil` if there is none that holds.
    ///
    /// - Parameter isUse: Whether somebody asks; what a page asks by itself keeps no session.
    func held(bySecret secret: String, isUse: Bool = true) async throws(LogError) -> Held? {
        let now = clock.now
        guard secret.utf8.count == 43, let stored = try log.session(sha256: hash(secret)),
            stored.holds(at: now, idle: ConsoleSessions.idle)
        else { return nil }
        let grants = try grants(of: stored, at: now)
        guard !grants.isEmpty else { return nil }
        if isUse, now - stored.seen >= ConsoleSessions.noted {
            let (log, id) = (log, stored.id)
            _ = await succeeds(within: .milliseconds(500)) {
                try await log.noteSeen(session: id, at: now)
            }
        }
        return Held(
            id: stored.id,
            visitor: Visitor(
                who: stored.who, grants: grants, door: .console, number: stored.id),
            way: stored.way, subject: stored.subject, secret: secret)
    }

    private func grants(
        of session: StoredSession, at now: Instant
    ) throws(LogError) -> [AccessGrant] {
        switch session.way {
        case .token:
            guard let id = session.token, let token = try log.token(id), token.holds(at: now)
            else { return [] }
            return [token.grant].compactMap { $0 }
        case .link: return entries(signingIn: session.subject).map(\.grant)
        case .proxy: return entries(of: session.subject).map(\.grant)
        }
    }

    /// What the settings give to whoever of the roster signs in by a link.
    func entries(signingIn subject: String?) -> [AccessEntrySettings] {
        access.filter { $0.signIn != nil && $0.signIn == subject }
    }

    /// What the settings give to a user whom the proxy names. A group is nobody's name.
    func entries(of user: String?) -> [AccessEntrySettings] {
        access.filter { $0.who == user && !$0.who.hasPrefix("@") }
    }

    /// Whoever has a token that holds.
    func newcomer(withToken text: String) throws(LogError) -> Newcomer? {
        let stored = try log.token(sha256: Visitors.hash(of: text))
        guard let stored, stored.holds(at: clock.now), stored.grant != nil else { return nil }
        return Newcomer(who: stored.name, way: .token, token: stored.id)
    }

    /// Whoever a proxy of ours names, if the settings give them something.
    func newcomer(namedByProxy user: String) -> Newcomer? {
        entries(of: user).isEmpty ? nil : Newcomer(who: user, way: .proxy, subject: user)
    }

    /// Opens a session; its secret is told this once.
    func open(_ newcomer: Newcomer) async throws(LogError) -> Held {
        let secret = freshSecret()
        let session = row(of: newcomer, secret)
        let id = try await log.open(session)
        var grants: [AccessGrant] = []
        if let stored = try log.session(sha256: session.sha256) {
            grants = try self.grants(of: stored, at: clock.now)
        }
        return Held(
            id: id,
            visitor: Visitor(
                who: newcomer.who, grants: grants, door: .console, number: id),
            way: newcomer.way, subject: newcomer.subject, secret: secret)
    }

    /// Opens a session for whom a link names, and uses the link up.
    ///
    /// - Returns: the secret; `nil` where the link is none that holds.
    func open(byLink link: String) async throws(LogError) -> String? {
        let hash = hash(link)
        guard let subject = try log.subject(ofLink: hash, at: clock.now),
            let entry = entries(signingIn: subject).first
        else { return nil }
        let secret = freshSecret()
        let newcomer = Newcomer(who: entry.who, way: .link, subject: subject)
        guard try await log.open(row(of: newcomer, secret), byLink: hash) != nil else {
            return nil
        }
        return secret
    }

    private func row(of newcomer: Newcomer, _ secret: String) -> NewSession {
        let now = clock.now
        return NewSession(
            sha256: hash(secret), who: newcomer.who, way: newcomer.way, token: newcomer.token,
            subject: newcomer.subject, made: now, expires: now + settings.sessionLength)
    }

    private func hash(_ secret: String) -> [UInt8] { Visitors.hash(of: secret) }
}
