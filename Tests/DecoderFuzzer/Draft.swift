import GatewayWebhooks

/// How a request proves to come from its gateway, if it does.
enum Proof: UInt8, CaseIterable, Sendable {
    /// Signed as the gateway does.
    case right
    /// With the proof of another request.
    case stolen
    /// By a secret of nobody's.
    case foreign
    /// Outside the tolerance.
    case late
    /// With headers of the input's own.
    case given
    /// With more body than is taken.
    case swollen
    /// With a type that no gateway sends.
    case mistyped
}

/// A request as an input draws it.
struct Draft: Sendable {
    let proof: Proof
    /// That pass before it.
    let seconds: Int
    /// Chooses where it goes, and how it is written.
    let choice: Int
    /// Its id, its path or its headers.
    let head: String
    let body: [UInt8]

    init(_ input: Input) {
        var input = input
        let first = input.byte()
        proof = Proof(rawValue: first & 7) ?? .right
        seconds = Int(first >> 3)
        choice = Int(input.byte())
        head = String(decoding: input.part() ?? [], as: UTF8.self)
        body = Array(input.rest)
    }

    /// The input that draws it.
    static func input(
        _ proof: Proof = .right, seconds: UInt8 = 0, choice: Int = 0, head: String = "",
        body: String
    ) -> [UInt8] {
        let parted = head.isEmpty ? [] : Array(head.utf8) + [Input.partMark]
        return [seconds << 3 | proof.rawValue, UInt8(choice)] + parted + Array(body.utf8)
    }

    /// Lines of `Name: value`.
    var headers: [(name: String, value: String)] {
        head.split(separator: "\n").prefix(64).map { line in
            let halves = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let value = halves.count > 1 ? halves[1].drop { $0 == " " } : ""
            return (name: String(halves[0]), value: String(value))
        }
    }
}

/// A request, and what must become of it.
struct Sent: Sendable {
    enum Fate: Sendable {
        case authentic
        /// With one of these statuses, or with any.
        case refused([Int])
        /// Nobody can say beforehand.
        case either
    }

    let webhook: Webhook
    let fate: Fate
    var clockIsSynchronised = true
    /// Whether what its timestamp says lies outside the tolerance.
    var isLate = false
}
