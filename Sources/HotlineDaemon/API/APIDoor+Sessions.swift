import CallLog
import HotlineAPI
import OnCallRoster

// Who is signed in to the console.

extension APIDoor {
    func sessions() throws(APIFlaw) -> SessionList {
        let kept = try reading { () throws(LogError) in try log.sessions() }
        let now = clock.now
        return SessionList(sessions: kept.map { SessionList.Session($0, now: now) })
    }

    func revokeSession(_ call: APICall) async throws(APIFlaw) -> SessionList {
        let name = call.parameters[0]
        let now = clock.now
        let isRevoked = try await writing { () async throws(LogError) in
            guard let id = Int64(name) else { return false }
            return try await log.revokeSession(id, at: now)
        }
        guard isRevoked else {
            throw APIFlaw("there is no session '\(name)' that holds", status: 404)
        }
        return try sessions()
    }
}

extension SessionList.Session {
    init(_ session: StoredSession, now: Instant) {
        let state =
            session.revoked != nil
            ? "revoked"
            : now >= session.expires
                ? "expired" : session.holds(at: now, idle: ConsoleSessions.idle) ? "valid" : "idle"
        self.init(
            id: Int(session.id), who: session.who, way: session.way.rawValue,
            token: session.token.map { Int($0) }, subject: session.subject,
            made: session.made.description, seen: session.seen.description,
            expires: session.expires.description, revoked: session.revoked?.description,
            state: state)
    }
}
