import CallRouting
import Foundation
import GatewayWebhooks
import OnCallRoster
import Testing

@Suite struct CanonicalEncodingTests {
    private let webhook: CanonicalWebhook

    init() throws {
        webhook = try CanonicalSender.webhook(.bearer, secrets: [])
    }

    private func say(_ text: String) -> Announcement { Announcement(language: "da", text: text) }

    private func check(_ instruction: Instruction, is json: String) throws {
        let bytes = webhook.encode(instruction, call: "c-81")
        #expect(try JSONValue.parse(bytes) == JSONValue.parse(Array(json.utf8)))
    }

    private func target(_ json: String) throws -> Dial.Target {
        try JSONDecoder().decode(Dial.Target.self, from: Data(json.utf8))
    }

    private func dial(
        _ targets: [Dial.Target], callerID: PhoneNumber?, announce: Announcement?
    ) throws -> Instruction {
        let otherwise = try #require(DialTarget(uri: "tel:114"))
        return .dial(
            Dial(
                step: 1, round: 1, ringSeconds: 25, confirmSeconds: 10, maxWaitSeconds: 215,
                callerID: callerID, targets: targets, otherwise: otherwise, announce: announce))
    }

    private func anna() throws -> Dial.Target {
        try target(
            #"""
            {"leg":"1.1","professional":"anna","uri":"sip:anna@egetraeet.example","confirm":true,
             "display":"Akuttelefonen","because":"line:forvagt",
             "whisper":{"language":"da","text":"Akuttelefonen. Tast 1 for at tage opkaldet."},
             "brief":{"language":"da","text":"Familien Jensen. Har ringet før i nat."}}
            """#)
    }

    private let annasDial = #"""
        {"call":"c-81","instruction":"dial","step":1,"round":1,"ring_seconds":25,
         "confirm_seconds":10,"max_wait_seconds":215,"caller_id":"+4570201000",
         "targets":[{"leg":"1.1","professional":"anna","uri":"sip:anna@egetraeet.example",
         "confirm":true,"display":"Akuttelefonen",
         "whisper":{"language":"da","text":"Akuttelefonen. Tast 1 for at tage opkaldet."},
         "brief":{"language":"da","text":"Familien Jensen. Har ringet før i nat."}}],
         "otherwise":{"uri":"tel:114"},
         "announce":{"language":"da","text":"Vi stiller dig igennem."}}
        """#

    @Test func `dial is written as the contract has it`() throws {
        let number = try #require(PhoneNumber("+4570201000"))
        try check(
            try dial([try anna()], callerID: number, announce: say("Vi stiller dig igennem.")),
            is: annasDial)
    }

    @Test func `what is not known is null and never absent`() throws {
        let lastResort = try target(
            #"{"leg":"1.1","uri":"tel:114","confirm":false,"display":"A","because":"last-resort"}"#)
        try check(
            try dial([lastResort], callerID: nil, announce: nil),
            is: #"""
                {"call":"c-81","instruction":"dial","step":1,"round":1,"ring_seconds":25,
                 "confirm_seconds":10,"max_wait_seconds":215,"caller_id":null,
                 "targets":[{"leg":"1.1","professional":null,"uri":"tel:114","confirm":false,
                 "display":"A","whisper":null,"brief":null}],
                 "otherwise":{"uri":"tel:114"},"announce":null}
                """#)
    }

    @Test func `all targets of a step are listed in order`() throws {
        let second = try target(
            #"{"leg":"1.2","uri":"tel:112","confirm":false,"display":"B","because":"contact"}"#)
        let bytes = webhook.encode(
            try dial([try anna(), second], callerID: nil, announce: nil), call: "c-81")
        guard case .object(let members) = try JSONValue.parse(bytes),
            case .list(let targets)? = members["targets"]
        else {
            Issue.record("no list of targets")
            return
        }
        let legs: [JSONValue?] = targets.map { target in
            if case .object(let members) = target { members["leg"] } else { nil }
        }
        #expect(legs == [.text("1.1"), .text("1.2")])
    }

    @Test func `connect and release name their leg`() throws {
        try check(
            .connect(LegID(step: 1, number: 1)),
            is: #"{"call":"c-81","instruction":"connect","leg":"1.1"}"#)
        try check(
            .release(LegID(step: 1, number: 2), say("Opkaldet er taget.")),
            is: #"""
                {"call":"c-81","instruction":"release","leg":"1.2",
                 "announce":{"language":"da","text":"Opkaldet er taget."}}
                """#)
    }

    @Test func `gather and callback carry what is asked and promised`() throws {
        try check(
            .gather(digits: 6, say("Tast din families kode.")),
            is: #"""
                {"call":"c-81","instruction":"gather","digits":6,
                 "announce":{"language":"da","text":"Tast din families kode."}}
                """#)
        try check(
            .callback(deadline: Instant(seconds: 1_795_315_200), say("Inden klokken 3:40.")),
            is: #"""
                {"call":"c-81","instruction":"callback","deadline":"2026-11-22T02:40:00Z",
                 "announce":{"language":"da","text":"Inden klokken 3:40."}}
                """#)
    }

    @Test func `wait and hangup are short`() throws {
        try check(.wait, is: #"{"call":"c-81","instruction":"wait"}"#)
        try check(
            .hangup(nil), is: #"{"call":"c-81","instruction":"hangup","announce":null}"#)
        try check(
            .hangup(say("Ring 114.")),
            is: #"""
                {"call":"c-81","instruction":"hangup",
                 "announce":{"language":"da","text":"Ring 114."}}
                """#)
    }

    @Test func `the order of members is fixed and slashes stay as they are`() {
        let bytes = webhook.encode(
            .gather(digits: 8, say("a/b \"c\" \\ \u{1}\u{1F}\t ☎")), call: "x/1@192.0.2.1")
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"call":"x/1@192.0.2.1","instruction":"gather","digits":8,"#
                + #""announce":{"language":"da","text":"a/b \"c\" \\ \u0001\u001f\u0009 ☎"}}"#)
    }

    @Test func `every text survives being written and read`() throws {
        let texts = ["", "\"", "\\", "\\\"", "\u{0}", "\r\n", "æøå", "🧑‍🧑‍🧒", "\u{2028}", "</x>"]
        for text in texts {
            let bytes = webhook.encode(.hangup(say(text)), call: text)
            let announce = JSONValue.object(["language": .text("da"), "text": .text(text)])
            #expect(
                try JSONValue.parse(bytes)
                    == .object([
                        "call": .text(text), "instruction": .text("hangup"), "announce": announce,
                    ]))
        }
    }
}
