import CallLog
import CallRouting
import Foundation
import HotlineAPI
import HotlineSettings
import HummingbirdCore
import OnCallRoster

// Who may read what, and who has.

extension APIDoor {
    func accesses(_ call: APICall) async throws(APIFlaw) -> AccessList {
        var query = AccessQuery()
        query.from = try call.target.instant("from")
        query.to = try call.target.instant("to")
        query.who = call.target.query["who"]
        query.family = call.target.query["family"].map { FamilyID(rawValue: $0) }
        query.after = try call.target.value("after") { Int64($0) }
        query.limit =
            try call.target.rows(most: AccessQuery.mostRows) ?? query.limit
        let asked = query
        let page = try reading { () throws(LogError) in try log.accesses(asked) }
        try await noteRead(
            "access-log", by: call.visitor, as: .readAccessLog,
            of: Set([query.family].compactMap { $0 }), shown: page.accesses.count)
        return AccessList(
            accesses: page.accesses.map { AccessList.Access($0) },
            next: page.next.map(String.init))
    }

    func tokens() throws(APIFlaw) -> TokenList {
        let tokens = try reading { () throws(LogError) in try log.tokens() }
        let now = clock.now
        return TokenList(tokens: tokens.map { TokenList.Token($0, now: now) })
    }

    /// 256 bits from the system's generator; only its hash is kept.
    func makeToken(_ call: APICall) async throws(APIFlaw) -> NewTokenDocument {
        let wanted = try await call.body(TokenRequest.self, as: "token: {\"name\",\"role\"}")
        let name = wanted.name
        guard !name.isEmpty, name.count <= 100, name.allSatisfy({ !$0.isNewline }) else {
            throw APIFlaw("'name' says whom or what the token is for, in 1 to 100 characters")
        }
        guard let role = AccessRole(rawValue: wanted.role) else {
            let roles = AccessRole.allCases.map(\.rawValue).joined(separator: ", ")
            throw APIFlaw("'role' is '\(wanted.role)': use one of \(roles)")
        }
        let checked = AccessGrant.checked(
            role, professional: wanted.professional, contact: wanted.contact,
            institutions: wanted.institutions ?? [])
        guard let grant = checked.grant else { throw APIFlaw(checked.problem ?? "no such grant") }
        try check(grant)
        let now = clock.now
        let expires: Instant
        if let text = wanted.expires {
            guard let instant = Instant(rfc3339: text), instant > now,
                instant < now + .days(366 * 2)
            else {
                throw APIFlaw("'expires' is '\(text)': write an instant within two years from now")
            }
            expires = instant
        } else {
            expires = now.wholeSecond + .days(90)
        }
        let token = "akt_" + freshSecret()
        let id = try await writing { () async throws(LogError) in
            try await log.add(
                NewToken(
                    name: name, sha256: Visitors.hash(of: token), role: role.rawValue,
                    subject: grant.professional?.rawValue ?? grant.contact?.rawValue,
                    institutions: grant.institutions.sorted(), made: now,
                    madeBy: call.visitor.who, expires: expires))
        }
        return NewTokenDocument(
            id: Int(id), token: token, name: name, expires: expires.description)
    }

    /// A grant of whom the roster does not know would show nothing, and nobody would know why.
    private func check(_ grant: AccessGrant) throws(APIFlaw) {
        guard let roster = rosters.inForce?.roster else { return }
        func know(_ id: String, _ kind: String, _ known: [String]) throws(APIFlaw) {
            guard !known.contains(id) else { return }
            let hint = suggestion(for: id, among: known).map { "; did you mean '\($0)'?" } ?? ""
            throw APIFlaw("the roster has no \(kind) '\(id)'\(hint)")
        }
        if let id = grant.professional {
            try know(
                id.rawValue, "professional", roster.professionals.values.map(\.id.rawValue))
        }
        if let id = grant.contact {
            try know(id.rawValue, "contact", roster.contacts.values.map(\.id.rawValue))
        }
        for id in grant.institutions.sorted() {
            try know(
                id.rawValue, "institution", roster.institutions.values.map(\.id.rawValue))
        }
    }

    func revokeToken(_ call: APICall) async throws(APIFlaw) -> TokenList {
        let name = call.parameters[0]
        let now = clock.now
        let isRevoked = try await writing { () async throws(LogError) in
            guard let id = Int64(name) else { return false }
            return try await log.revokeToken(id, at: now)
        }
        guard isRevoked else {
            throw APIFlaw("there is no token '\(name)' that holds", status: 404)
        }
        return try tokens()
    }
}

extension AccessList.Access {
    init(_ access: LoggedAccess) {
        self.init(
            at: access.at.description, who: access.who, role: access.role,
            door: access.door.rawValue, what: access.what,
            call: access.call?.call, gateway: access.call?.gateway.rawValue,
            shown: access.shown, why: access.why)
    }
}

extension TokenList.Token {
    init(_ token: StoredToken, now: Instant) {
        self.init(
            id: Int(token.id), name: token.name, role: token.role, subject: token.subject,
            institutions: token.institutions.map(\.rawValue), made: token.made.description,
            madeBy: token.madeBy, expires: token.expires.description,
            revoked: token.revoked?.description,
            state: token.holds(at: now) ? "valid" : token.revoked == nil ? "expired" : "revoked")
    }
}
