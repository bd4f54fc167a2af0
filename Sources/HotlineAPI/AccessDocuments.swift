/// Who has read what, newest first.
package struct AccessList: Codable, Hashable, Sendable {
    package var accesses: [Access]
    /// What `after` continues with; `null` on the last page.
    @Null package var next: String?

    package init(accesses: [Access], next: String?) {
        self.accesses = accesses
        self.next = next
    }

    /// One read of personal data.
    package struct Access: Codable, Hashable, Sendable {
        package var at: String
        /// A Unix user's name, or a token's.
        package var who: String
        package var role: String
        /// `control` or `token`.
        package var door: String
        /// `calls`, `call`, `follow-ups` and the like.
        package var what: String
        @Null package var call: String?
        @Null package var gateway: String?
        /// How many rows were shown.
        package var shown: Int
        @Null package var why: String?

        package init(
            at: String, who: String, role: String, door: String, what: String, call: String?,
            gateway: String?, shown: Int, why: String?
        ) {
            self.at = at
            self.who = who
            self.role = role
            self.door = door
            self.what = what
            self.call = call
            self.gateway = gateway
            self.shown = shown
            self.why = why
        }
    }
}

/// The tokens that were given out.
package struct TokenList: Codable, Hashable, Sendable {
    package var tokens: [Token]

    package init(tokens: [Token]) {
        self.tokens = tokens
    }

    package struct Token: Codable, Hashable, Sendable {
        package var id: Int
        package var name: String
        package var role: String
        /// The professional or contact whose calls it shows.
        @Null package var subject: String?
        package var institutions: [String]
        package var made: String
        package var madeBy: String
        package var expires: String
        @Null package var revoked: String?
        /// `valid`, `expired` or `revoked`.
        package var state: String

        package init(
            id: Int, name: String, role: String, subject: String?, institutions: [String],
            made: String, madeBy: String, expires: String, revoked: String?, state: String
        ) {
            self.id = id
            self.name = name
            self.role = role
            self.subject = subject
            self.institutions = institutions
            self.made = made
            self.madeBy = madeBy
            self.expires = expires
            self.revoked = revoked
            self.state = state
        }

        private enum CodingKeys: String, CodingKey {
            case id, name, role, subject, institutions, made
            case madeBy = "made_by"
            case expires, revoked, state
        }
    }
}

/// Asks for a token.
package struct TokenRequest: Codable, Hashable, Sendable {
    /// Whom or what it is for.
    package var name: String
    package var role: String
    @Null package var professional: String?
    @Null package var contact: String?
    @Null package var institutions: [String]?
    /// RFC 3339; `null` for 90 days from now.
    @Null package var expires: String?

    package init(
        name: String, role: String, professional: String?, contact: String?,
        institutions: [String]?, expires: String?
    ) {
        self.name = name
        self.role = role
        self.professional = professional
        self.contact = contact
        self.institutions = institutions
        self.expires = expires
    }
}

/// A token as it is shown once.
package struct NewTokenDocument: Codable, Hashable, Sendable {
    package var id: Int
    package var token: String
    package var name: String
    package var expires: String

    package init(id: Int, token: String, name: String, expires: String) {
        self.id = id
        self.token = token
        self.name = name
        self.expires = expires
    }
}

/// A description of the door in OpenAPI 3.1, of which only the frame is told here.
package struct OpenAPIDocument: Codable, Hashable, Sendable {
    package var openapi: String
}
