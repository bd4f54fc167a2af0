/// One gateway of the settings, as the running daemon knows it.
package struct GatewayFacts: Codable, Hashable, Sendable {
    package var gateway: String
    package var dialect: String
    package var authentication: String
    /// False where every request is refused, for no secret can be used.
    package var hasSecret: Bool
    /// Where the gateway reaches the daemon; `null` where that is not needed.
    @Null package var publicURL: String?
    @Null package var lastEvent: String?
    /// Whether the settings name a number that checks the line.
    package var checksLine: Bool
    @Null package var lastSelfCall: String?
    /// The daemon's clock.
    package var now: String
    package var clockSynchronised: Bool
    /// Alarms that stand about this gateway.
    package var alarms: [Status.Alarm]

    package init(
        gateway: String, dialect: String, authentication: String, hasSecret: Bool,
        publicURL: String?, lastEvent: String?, checksLine: Bool, lastSelfCall: String?,
        now: String, clockSynchronised: Bool, alarms: [Status.Alarm]
    ) {
        self.gateway = gateway
        self.dialect = dialect
        self.authentication = authentication
        self.hasSecret = hasSecret
        self.publicURL = publicURL
        self.lastEvent = lastEvent
        self.checksLine = checksLine
        self.lastSelfCall = lastSelfCall
        self.now = now
        self.clockSynchronised = clockSynchronised
        self.alarms = alarms
    }

    private enum CodingKeys: String, CodingKey {
        case gateway, dialect, authentication, now, alarms
        case hasSecret = "has_secret"
        case publicURL = "public_url"
        case lastEvent = "last_event"
        case checksLine = "checks_line"
        case lastSelfCall = "last_self_call"
        case clockSynchronised = "clock_synchronised"
    }
}
