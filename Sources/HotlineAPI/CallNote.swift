/// What a professional writes down after a call.
package struct CallNote: Codable, Hashable, Sendable {
    /// Where several gateways have the call.
    @Null package var gateway: String?
    /// Whether somebody is to follow up; `false` closes what the division of roles asked for.
    package var followUp: Bool

    package init(gateway: String?, followUp: Bool) {
        self.gateway = gateway
        self.followUp = followUp
    }

    private enum CodingKeys: String, CodingKey {
        case gateway
        case followUp = "follow_up"
    }
}
