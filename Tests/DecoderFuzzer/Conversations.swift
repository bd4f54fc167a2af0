import GatewayWebhooks

/// What gateways of each dialect send of the scene's calls, as inputs draw it.
enum Conversations {
    static let canonical: [[UInt8]] = [
        canonical("call.incoming", "c-9", #","from":"+4500000031","to":"+4570201000""#),
        canonical("leg.ringing", "c-1", #","leg":"1.1""#),
        canonical("leg.answered", "c-1", #","leg":"1.1""#),
        canonical("leg.accepted", "c-1", #","leg":"1.1","confirmed":false"#),
        canonical("leg.ended", "c-1", #","leg":"1.1","reason":"completed""#),
        canonical("call.ended", "c-1", #","by":"caller""#),
        canonical("call.incoming", "c-8", #","from":"anonymous","to":"+4570201000""#),
        canonical("call.digits", "c-8", #","digits":"470811""#),
        canonical("leg.ended", "c-8", #","leg":"1.1","reason":"no-answer""#),
        canonical("callback.requested", "c-8"),
        canonical("call.digits", "c-2", #","digits":"""#),
        canonical("step.ended", "c-2", #","step":1"#),
        canonical("step.ended", "c-7", #","step":3"#),
        canonical("leg.ended", "c-7", #","leg":"4.1","reason":"unreachable""#),
        canonical(
            "call.fallback", "c-6", #","from":null,"to":"+4570201000","uri":"tel:114""#),
        canonical(
            "call.incoming", "c-6",
            #","from":"+4500000032","forwarded_from":"+4500000099","rehearsal":true"#),
    ].enumerated().map { index, body in Draft.input(seconds: 1, head: "d-\(index)", body: body) }

    private static func canonical(_ type: String, _ call: String, _ more: String = "") -> String {
        #"{"type":"\#(type)","call":"\#(call)","at":"2026-11-22T02:10:00Z"\#(more)}"#
    }

    static func twilio(_ reader: Reader) -> [[UInt8]] {
        let to = "&To=%2B4570201000&AccountSid=AC-1"
        let arrival = "CallSid=c-9&From=%2B4500000031&ForwardedFrom=" + to
        let drawn: [(String, String)] = [
            ("voice", arrival), ("status", "CallSid=c-1&CallStatus=completed&HangupBy=caller" + to),
            (hook(.digits, "c-2"), "CallStatus=in-progress&Digits=470811" + to),
            (hook(.callback, "c-1"), "CallSid=c-1&Digits=9" + to),
            (
                hook(.step, "c-1"),
                "CallStatus=in-progress&DialCallStatus=completed&DialBridged=false"
                    + "&DialCallDuration=31" + to
            ),
            (hook(.whisper, "c-1"), "CallSid=c-9&CallStatus=in-progress" + to),
            (hook(.accept, "c-1"), "CallSid=c-9&Digits=1" + to),
            (
                hook(.leg, "c-1"),
                "CallStatus=failed&SipResponseCode=486&CallDuration=7&SequenceNumber=3" + to
            ),
            (hook(.step, "c-3"), "DialCallStatus=answered&DialBridged=true" + to),
        ]
        let byGet = reader == .telnyx ? [] : [draw(reader, "voice", arrival, variant: 1)]
        let json = #"{"CallSid":"c-7","From":"+4500000032","To":null}"#
        let asJSON = reader == .twilio ? [draw(reader, "voice", json, variant: 2)] : []
        return drawn.map { draw(reader, $0.0, $0.1) } + byGet + asJSON
    }

    static let jambonz: [[UInt8]] = {
        let sids = #""call_sid":"c-1","account_sid":"a-1""#
        let leg = #""call_sid":"c-9","parent_call_sid":"c-1","customerData":{"step":1}"#
        return [
            (
                "call",
                #"{"sip":{"headers":{"Privacy":"id","diversion":"<sip:x@y>"}},"call_sid":"c-9","#
                    + #""from":"+4500000031","to":"4570201000","call_status":"trying"}"#
            ),
            ("", #"{"call_sid":"c-8","from":null,"to":"70201000","a":[1,{}]}"#),
            ("status", #"{\#(sids),"call_status":"completed","duration":31}"#),
            ("status", #"{\#(leg),"call_status":"failed","sip_status":486}"#),
            ("status", #"{\#(leg),"call_status":"in-progress","to":"v1"}"#),
            (hook(.digits, "c-2"), #"{\#(sids),"digits":"470811","to":"+4570201000"}"#),
            (hook(.callback, "c-1"), #"{\#(sids),"digits":9,"reason":"dtmfDetected"}"#),
            (
                hook(.step, "c-1"),
                #"{\#(sids),"call_status":"in-progress","dial_call_status":"busy","#
                    + #""dial_sip_status":486}"#
            ),
            (hook(.step, "c-3"), #"{\#(sids),"dial_call_status":"completed"}"#),
            (hook(.whisper, "c-1"), #"{\#(leg),"direction":"outbound"}"#),
            (hook(.accept, "c-1"), #"{\#(leg),"digits":"1","reason":"dtmfDetected"}"#),
            (hook(.fallback, "c-1"), #"{\#(sids),"from":"anonymous","to":"+4570201000"}"#),
        ].map { draw(.jambonz, $0.0, $0.1) }
    }()

    static let elks: [[UInt8]] = {
        let legs =
            "%5B%7B%22duration%22:14,%22to%22:%22sip:v1@egetraeet.example%22,%22state%22:%22success"
            + "%22%7D%5D"
        let arrival = Scene.places(of: .elks)[0]
        return [
            (arrival, "callid=c-9&from=%2B4500000031&to=%2B4570201000"),
            (arrival, "callid=c-8&from=&to=%2B4570201000&created=2026-11-22T02:10:00.741000"),
            (hook(.digits, "c-2"), "callid=c-2&result=470811&to=%2B4570201000"),
            (hook(.digits, "c-2"), "callid=c-2&result=failed&why=noinput"),
            (hook(.callback, "c-1"), "callid=c-1&result=9&to=%2B4570201000"),
            (hook(.step, "c-1"), "callid=c-1&result=failed&to=%2B4570201000"),
            (hook(.step, "c-1"), "callid=c-1&result=success"),
            (hook(.end, "c-1"), "id=c-1&state=success&duration=14&legs=" + legs),
        ].map { draw(.elks, $0.0, $0.1) }
    }()

    private static func hook(_ purpose: Hook.Purpose, _ call: String) -> String {
        Scene.path(purpose, of: call)
    }

    /// A request to a place, right proven.
    private static func draw(
        _ reader: Reader, _ place: String, _ body: String, variant: Int = 0
    ) -> [UInt8] {
        let places = Scene.places(of: reader)
        guard let index = places.firstIndex(of: place) else { stop("\(place) is no place") }
        return Draft.input(seconds: 2, choice: index + variant * (places.count + 1), body: body)
    }
}
