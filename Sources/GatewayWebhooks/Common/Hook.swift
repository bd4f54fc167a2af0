import Crypto
import FoundationEssentials
package import CallRouting

/// A place where a gateway is told to go on: call, step and leg stand in its path, and a token that
/// nobody can guess.
///
/// `PURPOSE/CALL/STEP/LEG/TURN/TOKEN`, below `/gateway/NAME/`. In the path and not in the query, for
/// there are gateways that drop queries.
package struct Hook: Hashable, Sendable {
    package enum Purpose: String, CaseIterable, Sendable {
        /// Keys of the caller.
        case digits
        /// The key by which the caller asks to be rung back.
        case callback
        /// A step is over.
        case step
        /// What a professional hears who picks up.
        case whisper
        /// Keys of the professional.
        case accept
        /// How a leg is.
        case leg
        /// The gateway rings the last resort by itself.
        case fallback
        /// The call is over.
        case end

        /// Whether somebody on the line waits for the reply.
        var isAwaited: Bool {
            switch self {
            case .digits, .callback, .step, .whisper, .accept: true
            case .leg, .fallback, .end: false
            }
        }
    }

    package let purpose: Purpose
    /// The gateway's own id.
    package let call: String
    /// 0 where it is of no step.
    package let step: Int
    /// The leg's number in its step; 0 where it is of none.
    package let leg: Int
    /// Tells the hooks of one purpose apart that are handed out one after the other.
    package let turn: String

    package init(
        _ purpose: Purpose, of call: String, step: Int = 0, leg: Int = 0, turn: String = "0"
    ) {
        self.purpose = purpose
        self.call = call
        self.step = step
        self.leg = leg
        self.turn = turn
    }

    package init(_ purpose: Purpose, of call: String, _ leg: LegID) {
        self.init(purpose, of: call, step: leg.step, leg: leg.number)
    }

    /// The leg, where the hook is of one.
    package var legID: LegID? { step > 0 && leg > 0 ? LegID(step: step, number: leg) : nil }

    /// The path without its token.
    fileprivate var place: String {
        "\(purpose.rawValue)/\(Hook.written(call))/\(step)/\(leg)/\(turn)"
    }

    /// A call's id as one part of a path: as it is, or in base64url after a tilde.
    private static func written(_ call: String) -> String {
        let isPlain = call.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte) || byte == 0x2D
        }
        return isPlain ? call : "~" + base64URL(Data(call.utf8))
    }

    private static func read(_ part: Substring) -> String? {
        guard part.hasPrefix("~") else { return String(part) }
        var base64 = String(part.dropFirst()).replacing("-", with: "+").replacing("_", with: "/")
        while base64.utf8.count % 4 != 0 { base64 += "=" }
        return Data(base64Encoded: base64).flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// Reads the parts of a path below `/gateway/NAME/`, without judging the token.
    fileprivate init?(parts: [Substring]) {
        guard parts.count == 6, let purpose = Purpose(rawValue: String(parts[0])),
            let call = Hook.read(parts[1]), isCallID(call),
            let step = Int(parts[2]), let leg = Int(parts[3]), (0...9999).contains(step),
            (0...9999).contains(leg)
        else { return nil }
        self.init(purpose, of: call, step: step, leg: leg, turn: String(parts[4]))
        guard place == parts[0..<5].joined(separator: "/") else { return nil }
    }
}

/// Makes and judges the tokens of hooks.
package struct HookKey: Sendable {
    private let key: SymmetricKey

    package static let byteCount = 32

    /// `bytes` are random and secret, and the same after a restart.
    package init(bytes: [UInt8]) {
        key = SymmetricKey(data: bytes)
    }

    /// The hook's path below `/gateway/NAME/`.
    package func path(of hook: Hook, gateway: GatewayName) -> String {
        "\(hook.place)/\(token(of: hook, gateway: gateway))"
    }

    /// The hook that a path names; `nil` where it is none that we handed out. Compared in constant
    /// time.
    package func hook(at path: [Substring], gateway: GatewayName) -> Hook? {
        guard let hook = Hook(parts: path) else { return nil }
        let (given, known) = (Array(path[5].utf8), Array(token(of: hook, gateway: gateway).utf8))
        guard given.count == known.count else { return nil }
        let difference = zip(given, known).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
        return difference == 0 ? hook : nil
    }

    /// A short text that follows from another and cannot be guessed.
    package func turn(after text: String, gateway: GatewayName) -> String {
        HookKey.short(code(of: "turn\n\(gateway)\n\(text)"), bytes: 9)
    }

    /// Binds a text without telling it, not even to who can guess it.
    package func commitment(to bytes: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array("commitment\n".utf8) + bytes, using: key))
    }

    private func token(of hook: Hook, gateway: GatewayName) -> String {
        HookKey.short(code(of: "hook\n\(gateway)\n\(hook.place)"), bytes: 16)
    }

    private func code(of text: String) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)
    }

    private static func short(_ code: HMAC<SHA256>.MAC, bytes: Int) -> String {
        base64URL(Data(code.prefix(bytes)))
    }
}

extension HookKey: CustomStringConvertible {
    package var description: String { "a key" }
}

/// Base64 for paths, without padding (RFC 4648, section 5).
private func base64URL(_ data: Data) -> String {
    data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        .replacing("=", with: "")
}
