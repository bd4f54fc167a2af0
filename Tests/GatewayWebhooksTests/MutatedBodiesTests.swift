import CallRouting
import GatewayWebhooks
import HotlineTestSupport
import OnCallRoster
import Testing

@Suite struct MutatedBodiesTests {
    private static let bodies: [String] =
        [CanonicalSender.incoming, CanonicalSender.legEnded]
        + (DecodingCase.reports + DecodingCase.arrivals).map(\.body)

    private static let pieces: [String] = [
        "{", "}", "[", "]", "\"", "\\", ",", ":", "null", "true", "-", "1e999", "\\ud800", "\\u0",
        "0", "\u{0}", "\u{FEFF}", "[[[[[[[[", "{\"a\":", "99999999999999999999", "☎",
    ]

    private func mutate(_ body: inout [UInt8], with random: inout SplitMix64) {
        let place = Int.random(in: 0...body.count, using: &random)
        let end = min(body.count, place + Int.random(in: 0...8, using: &random))
        switch Int.random(in: 0..<6, using: &random) {
        case 0:
            if place < body.count { body[place] = UInt8.random(in: 0...255, using: &random) }
        case 1:
            if place < body.count { body[place] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
        case 2: body.removeSubrange(place..<end)
        case 3: body.insert(contentsOf: Array(body[place..<end]), at: place)
        case 4: body.removeSubrange(place...)
        default:
            let piece = MutatedBodiesTests.pieces.randomElement(using: &random) ?? ""
            body.insert(contentsOf: Array(piece.utf8), at: place)
        }
    }

    @Test(arguments: 1...10)
    func `a thousand mutated bodies a seed give an event or 400`(_ seed: Int) throws {
        let webhook = try CanonicalSender.webhook(.bearer, secrets: [])
        var random = SplitMix64(seed)
        var events = 0
        var refusals = 0
        for _ in 0..<1_000 {
            var body = Array((MutatedBodiesTests.bodies.randomElement(using: &random) ?? "").utf8)
            for _ in 0...Int.random(in: 0..<3, using: &random) { mutate(&body, with: &random) }
            let request = Webhook(headers: [], body: body)
            var event: CallEvent?
            let found = refusal {
                event = try webhook.decode(request, received: CanonicalSender.now)
            }
            if let event {
                #expect((1...255).contains(event.call.call.utf8.count))
                #expect(event.type != .callSwept)
                events += 1
            } else {
                #expect(found?.status == 400, "seed \(seed): \(body)")
                refusals += 1
            }
        }
        #expect(events > 10 && refusals > 100, "\(events) events, \(refusals) refusals of 1,000")
    }
}
