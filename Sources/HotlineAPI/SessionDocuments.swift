/// The sessions of the console that are kept, the newest last.
package struct SessionList: Codable, Hashable, Sendable {
    package var sessions: [Session]

    package init(sessions: [Session]) {
        self.sessions = sessions
    }

    package struct Session: Codable, Hashable, Sendable {
        package var id: Int
        /// Who stands in the access log.
        package var who: String
        /// How they signed in: `token`, `link` or `proxy`.
        package var way: String
        /// The token that it came from; `null` of other ways.
        @Null package var token: Int?
        /// `professional:ID` or `contact:ID` by a link, the user's name by a proxy.
        @Null package var subject: String?
        package var made: String
        /// When it was last used, to a minute.
        package var seen: String
        package var expires: String
        @Null package var revoked: String?
        /// `valid`, `idle`, `expired` or `revoked`.
        package var state: String

        package init(
            id: Int, who: String, way: String, token: Int?, subject: String?, made: String,
            seen: String, expires: String, revoked: String?, state: String
        ) {
            self.id = id
            self.who = who
            self.way = way
            self.token = token
            self.subject = subject
            self.made = made
            self.seen = seen
            self.expires = expires
            self.revoked = revoked
            self.state = state
        }
    }
}
