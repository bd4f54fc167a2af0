import CallRouting
import Foundation
import GatewayWebhooks
import HotlineTestSupport
import OnCallRoster
import Testing

/// Instructions for the writing tests, and what their texts are made of.
enum WrittenInstructions {
    static let delivery = DeliveryID(rawValue: "voice|c-1")
    static let call = "c-1"
    static let sounds = "https://cdn.example/lyd"

    static func say(_ text: String, key: AnnouncementKey? = nil, value: String? = nil)
        -> Announcement
    {
        Announcement(language: "da", text: text, key: key, value: value)
    }

    /// An announcement whose text retention took.
    static func gone() throws -> Announcement {
        try JSONDecoder().decode(
            Announcement.self, from: Data(#"{"language":"da","text":null}"#.utf8))
    }

    /// A target of step 1; without a URI retention took it.
    static func target(
        _ number: Int, _ uri: String?, confirm: Bool = true, display: String = "Akuttelefonen"
    ) throws -> Dial.Target {
        let address = uri.map { "\"\($0)\"" } ?? "null"
        let text = #"{"language":"da","text":"Akuttelefonen. Tast 1.","key":"whisper"}"#
        return try JSONDecoder().decode(
            Dial.Target.self,
            from: Data(
                #"""
                {"leg":"1.\#(number)","professional":"v\#(number)","uri":\#(address),
                 "confirm":\#(confirm),"display":"\#(display)","because":"line:first",
                 "whisper":\#(text),"brief":{"language":"da","text":"Familien Jensen."}}
                """#.utf8))
    }

    static func dial(
        _ targets: [Dial.Target], seconds: Int = 25, callerID: String? = hotline,
        otherwise: String? = "tel:114", announce: Announcement? = nil, offer: Announcement? = nil
    ) -> Instruction {
        .dial(
            Dial(
                step: 1, round: 1, ringSeconds: seconds, confirmSeconds: 10, maxWaitSeconds: 215,
                callerID: callerID.flatMap { PhoneNumber($0) }, targets: targets,
                otherwise: otherwise.flatMap { DialTarget(uri: $0) }, announce: announce,
                offer: offer))
    }

    /// One of each kind, and what makes them differ.
    static func all() throws -> [Instruction] {
        let waiting = say("Vi stiller dig igennem.", key: .waiting)
        let offer = say("Tast 9.", key: .offerCallback)
        let anna = try target(1, "sip:v1@egetraeet.example")
        let desk = try target(2, "tel:+4500000012", confirm: false, display: "")
        return [
            dial([anna], announce: waiting), dial([anna, desk], callerID: nil, offer: offer),
            dial([desk], otherwise: nil, announce: waiting, offer: offer),
            dial([try target(1, nil), desk]), dial([try target(1, nil)]), dial([]),
            dial([anna], announce: try gone(), offer: try gone()),
            .gather(digits: 6, say("Tast din families kode.", key: .askPIN)),
            .gather(digits: 8, try gone()), .gather(digits: 1, say("")),
            .callback(
                deadline: Fixtures.now, say("Inden 04:05.", key: .callback, value: "04:05")),
            .callback(deadline: Fixtures.now, try gone()),
            .hangup(nil), .hangup(say("Ring 114.", key: .noPromise, value: "114")),
            .hangup(try gone()), .wait, .connect(LegID(step: 1, number: 1)),
            .release(LegID(step: 1, number: 2), say("Opkaldet er taget.", key: .taken)),
        ]
    }

    /// Spoken, spoken by a voice of the settings, and played.
    static let speeches = [
        Speech(), Speech(voices: ["da": "google/da-DK-Wavenet-A"]),
        Speech(voices: ["da": "google"]), Speech(recordings: sounds),
    ]
}
