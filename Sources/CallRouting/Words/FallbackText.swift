import OnCallRoster

extension FallbackPlan {
    /// `{"made","until","numbers":{"+45…":[{"from","to","uris"}]}}`, on one line.
    package var json: [UInt8] {
        var json = JSONText(capacity: 4096)
        json.object { object in
            object.member("made", made.wholeSecond.description)
            object.member("until", until.wholeSecond.description)
            object.member("numbers") { numbers in
                for number in self.numbers {
                    numbers.member(named: number.number.e164, list: number.spans) { span, facts in
                        span.member("from", facts.interval.start.wholeSecond.description)
                        span.member("to", facts.interval.end.wholeSecond.description)
                        span.member("uris", texts: facts.uris)
                    }
                }
            }
        }
        return json.bytes + [0x0A]
    }

    /// TwiML for a gateway that fetches it where the daemon does not answer: all who are on duty at
    /// once, whoever presses the key first, then the last resort.
    ///
    /// A `Dial` that was answered goes on with the next verb when the other side hangs up first, so
    /// there are few of them. The text cannot tell the time: once the daemon has been dead for long
    /// it names who was on duty then, and at its end the last resort.
    package func twiML(of number: Number) -> String {
        guard let now = number.spans.first else { return FallbackPlan.document("") }
        var verbs = FallbackPlan.say(.waiting)
        if !now.people.isEmpty {
            verbs += FallbackPlan.dial(
                now.people.prefix(FallbackPlan.mostAtOnce).map { target in
                    (target.target, target.confirm)
                }, seconds: FallbackPlan.peopleSeconds, from: number.number)
        }
        for lastResort in now.lastResorts {
            verbs += FallbackPlan.dial(
                [(lastResort, false)], seconds: FallbackPlan.lastResortSeconds,
                from: number.number)
        }
        return FallbackPlan.document(verbs)
    }

    /// Asks whoever picked up for the key, so that no voicemail takes the call.
    package static var takeTwiML: String {
        document(
            """
              <Gather numDigits="1" timeout="10" action="taken.xml" method="GET">
              \(say(.whisper))  </Gather>
              <Hangup/>

            """)
    }

    /// The key was pressed: nothing is left to be said, and the two are joined.
    package static var takenTwiML: String { document("") }

    /// More nouns than this a `Dial` does not take.
    private static let mostAtOnce = 10
    private static let peopleSeconds = 45
    private static let lastResortSeconds = 60

    private static func document(_ verbs: String) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>\n\(verbs)</Response>\n"
    }

    private static func say(_ key: AnnouncementKey) -> String {
        let text = Phrasebook().say(key, in: Phrasebook.danish).text.value ?? ""
        return "  <Say language=\"da-DK\">\(escaped(text))</Say>\n"
    }

    private static func dial(
        _ targets: [(target: DialTarget, confirm: Bool)], seconds: Int, from number: PhoneNumber
    ) -> String {
        var text =
            "  <Dial timeout=\"\(seconds)\" callerId=\"\(number.e164)\" answerOnBridge=\"true\">\n"
        for (target, confirm) in targets {
            let noun = target.uri.hasPrefix("tel:") ? "Number" : "Sip"
            let address = noun == "Number" ? String(target.uri.dropFirst(4)) : target.uri
            let key = confirm ? " url=\"take.xml\" method=\"GET\"" : ""
            text += "    <\(noun)\(key)>\(escaped(address))</\(noun)>\n"
        }
        return text + "  </Dial>\n"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
