import CallRouting
import Glibc
import HotlineAPI
import HotlineSettings
import HotlineTestSupport

/// What libFuzzer begins with: something that each reader takes, written to the folder that
/// `DECODER_FUZZER_SEEDS` names.
enum Seeds {
    static let areWritten: Void = {
        guard let folder = getenv("DECODER_FUZZER_SEEDS") else { return }
        for (reader, inputs) in all {
            for (index, input) in inputs.enumerated() {
                write([reader.number] + input, to: "\(String(cString: folder))/\(reader)-\(index)")
            }
        }
    }()

    private static func write(_ bytes: [UInt8], to path: String) {
        guard let file = fopen(path, "w") else { stop("\(path) cannot be written") }
        let count = fwrite(bytes, 1, bytes.count, file)
        guard fclose(file) == 0, count == bytes.count else { stop("\(path) cannot be written") }
    }

    private static var all: [(Reader, [[UInt8]])] {
        [
            (.canonical, requests(Conversations.canonical)),
            (.bearer, requests(Conversations.canonical)),
            (.twilio, requests(Conversations.twilio(.twilio))),
            (.signalwire, requests(Conversations.twilio(.signalwire))),
            (.telnyx, requests(Conversations.twilio(.telnyx))),
            (.jambonz, requests(Conversations.jambonz)), (.elks, requests(Conversations.elks)),
            (.hooks, hooks), (.secrets, secrets), (.records, records), (.documents, documents),
            (.settings, settings), (.prices, prices), (.times, times), (.numbers, numbers),
            (.names, names),
        ]
    }

    /// Each request alone, the first proven in each way, and all of them in fours.
    private static func requests(_ requests: [[UInt8]]) -> [[UInt8]] {
        let fours = stride(from: 0, to: requests.count, by: 4).map { first in
            joined(Array(requests[first..<min(first + 4, requests.count)]))
        }
        let proven = Proof.allCases.map { proof in
            [requests[0][0] & ~7 | proof.rawValue] + requests[0].dropFirst()
        }
        return requests + proven + fours
    }

    private static func joined(_ things: [[UInt8]]) -> [UInt8] {
        Array(things.joined(separator: [Input.thingMark]))
    }

    private static var hooks: [[UInt8]] {
        ["c-1", "ukendt ø", "~"].map { call in
            [2, 1, 1] + Array(call.utf8) + [Input.partMark] + Array("step/c-1/1/0/0/AAAA".utf8)
        }
    }

    private static var secrets: [[UInt8]] {
        let all = Secret.all.map(\.text) + [Telnyx.publicKey]
        return (all + ["# none\n\n" + all.joined(separator: "\r\n"), all.joined(separator: "\n")])
            .map { Array($0.utf8) }
    }

    /// The calls of the scene as the log has them, and one as the first spools had it.
    private static var records: [[UInt8]] {
        let logs = Scene.shared.calls.logs.sorted { $0.key < $1.key }.map(\.value)
        let first =
            #"[{"began":{"_0":{"from":"+4500000031","number":"+4500000031","to":"+4570201000"}}},"#
            + #"{"fellBack":{"_0":"tel:114"}},{"pinTried":{"right":false}}]"#
        return logs.map { log in joined(log.map(written)) } + logs.flatMap { $0.map(written) }
            + [[0x80] + Array(first.utf8) + [Input.partMark]]
    }

    private static func written(_ event: LoggedEvent) -> [UInt8] {
        let json = RecordJSON(event.records)
        let number = EventType.allCases.firstIndex(of: event.type) ?? 0
        return [UInt8(number)] + json.records + [Input.partMark] + json.privateValues
    }

    /// One document of each kind, made by its own description.
    private static var documents: [[UInt8]] {
        DocumentKind.all.enumerated().compactMap { index, kind in
            (try? JSONSchema(of: kind.type)).map { [UInt8(index)] + Array(example($0).utf8) }
        }
    }

    private static func example(_ schema: JSONSchema) -> String {
        switch schema {
        case .string, .text, .matching: #""2026-11-22T02:10:00Z""#
        case .integer, .whole: "7"
        case .number: "0.25"
        case .boolean: "true"
        case .array(let items): "[\(example(items)),\(example(items))]"
        case .nullable(let inner): example(inner)
        case .object(let properties):
            "{"
                + properties.map { #""\#($0.name)":\#(example($0.schema))"# }
                .joined(separator: ",") + "}"
        }
    }

    private static var settings: [[UInt8]] {
        let many = """
            last-resort: "+45 70 20 10 00"
            listen: "[::1]:8085"
            public-url: https://hotline.example.dk/gateway/
            proxies: [127.0.0.1, "::1"]
            access-reason: required
            gateways:
              twilio: { dialect: twilio, account: AC0123, callback-key: 9, self-call: "+4500000099" }
              jambonz: { dialect: jambonz, voices: [da=google/da-DK-Wavenet-A], max-steps: 10 }
              elks: { dialect: 46elks, sounds: "https://sounds.example.dk", addresses: [192.0.2.1] }
              old: { authentication: bearer, gather: false }
            access:
              "@leaders": { role: leader, institutions: [egetraeet] }
              anna: { role: staff, professional: anna }
            call-facts:
              went: [1=Meget dårligt, 2=Dårligt, 3=Hverken eller, 4=Godt, 5=Meget godt]
            retention: { personal: 90 days, working-time: 5 weeks, access-log: 1827 days, paused: true }
            report: { targets: [same-day, nena-15], baseline: 0.4, smallest-cell: 5, prices: p.yaml }
            log: { deadline: 250 ms }
            """
        return [file("config/hotlined.yaml"), Array(many.utf8)]
    }

    private static var prices: [[UInt8]] {
        let short = "standby-hour: 60\nawake-hour: 250.5\nhandling-hour: 300.00\nline-month: 0\n"
        return [file("config/prices.yaml"), Array(short.utf8)]
    }

    private static func file(_ path: String) -> [UInt8] {
        guard let bytes = try? readFile("\(Fixtures.root)/\(path)") else {
            stop("\(path) cannot be read")
        }
        return bytes
    }

    private static var times: [[UInt8]] {
        [
            "2026-11-22T02:10:00Z", "2026-11-22t02:10:00.741+01:00", "2026-10-25", "24:00",
            "0000-01-01T00:00:00+23:59", "9999-12-31T23:59:60-23:59", "250 ms", "5 weeks", "90",
        ].map { Array($0.utf8) }
    }

    private static var numbers: [[UInt8]] {
        [
            "+45 00 00 00 31", "0045-70.20/10(00)", "70\u{A0}20\u{A0}10\u{A0}00", "114",
            "sip:v1@egetraeet.example", "sips:v1@[2001:db8::1]", "sip:+4500000031@x;user=phone",
            "4500000031", "anonymous", "266696687", "<sip:anonymous@anonymous.invalid>",
        ].map { Array($0.utf8) }
    }

    private static var names: [[UInt8]] {
        let link = String(repeating: "0f", count: 32)
        return [
            "1.1", "9999.9999", "line:forvagt", "partner:egetraeet", "last-resort", "12:\(link)",
            String(link.prefix(32)), "127.0.0.1:8085", "[::1]:8085", "staff\nanna",
            "caseworker\n-\nkaren", "leader\n-\n-\negetraeet\naakanden", "administrator",
        ].map { Array($0.utf8) }
    }
}

extension Reader {
    /// The byte that calls for it.
    var number: UInt8 { UInt8(Reader.allCases.firstIndex(of: self) ?? 0) }
}
