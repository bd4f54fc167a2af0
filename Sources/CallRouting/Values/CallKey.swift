package import OnCallRoster

/// Names a gateway of the settings, as it stands in `/gateway/NAME`.
package typealias GatewayName = Identifier<Gateway>
package enum Gateway {}

/// One call: the gateway's own id is opaque and unique within that gateway only.
package struct CallKey: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package let gateway: GatewayName
    package let call: String

    package init(gateway: GatewayName, call: String) {
        self.gateway = gateway
        self.call = call
    }

    package static func < (left: CallKey, right: CallKey) -> Bool {
        (left.gateway, left.call) < (right.gateway, right.call)
    }

    /// `GATEWAY/CALL`
    package var description: String { "\(gateway)/\(call)" }
}

/// One attempt to reach one target: `STEP.N`, used once in a call.
package struct LegID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let step: Int
    package let number: Int

    package init(step: Int, number: Int) {
        self.step = step
        self.number = number
    }

    /// Reads `STEP.N`; `nil` if it is none.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let step = Int(parts[0]), let number = Int(parts[1]),
            (1...9999).contains(step), (1...9999).contains(number),
            "\(step).\(number)" == text
        else { return nil }
        self.init(step: step, number: number)
    }

    package static func < (left: LegID, right: LegID) -> Bool {
        (left.step, left.number) < (right.step, right.number)
    }

    package var description: String { "\(step).\(number)" }
}

extension LegID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let leg = LegID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not STEP.N")
        }
        self = leg
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
