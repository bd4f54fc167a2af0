import CallRouting
import GatewayWebhooks
import OnCallRoster

/// The recordings of one language, and what is spoken in each. A text that is missing in it is heard
/// in Danish, so it has no recording here; a language without any text has none at all.
struct RecordingList {
    let lines: [(file: String, text: String)]

    init(_ phrasebook: Phrasebook, in language: Language) {
        var lines: [(file: String, text: String)] = []
        func add(_ file: String, _ text: String) { lines.append(("\(language)/\(file)", text)) }
        for key in AnnouncementKey.allCases where RecordingList.isHeard(key) {
            let announcement = phrasebook.say(key, in: language)
            guard announcement.language == language else { continue }
            let text = announcement.text.value ?? ""
            guard let halves = RecordingList.halves(of: text) else {
                add(Speech.files(of: key)[0], text)
                continue
            }
            let files = Speech.files(of: key, value: "1")
            add(files[0], halves.before)
            add(files[files.count - 1], halves.after)
            // Where a last resort has no number to say; there always is a time.
            if key == .noPromise { add(Speech.files(of: key)[0], "… \(halves.after)") }
        }
        guard !lines.isEmpty else {
            self.lines = []
            return
        }
        for digit in 0...9 { add("digit-\(digit).mp3", "\(digit)") }
        for hour in 0...23 { add("hour-\(RecordingList.two(hour)).mp3", RecordingList.two(hour)) }
        for minute in 0...59 {
            add("minute-\(RecordingList.two(minute)).mp3", RecordingList.two(minute))
        }
        self.lines = lines
    }

    /// Names are not recorded, and what stands on a display is not spoken.
    private static func isHeard(_ key: AnnouncementKey) -> Bool {
        switch key {
        case .display, .brief, .rangBefore, .callerUnknown, .institutionChoice: false
        case .waiting, .callback, .askPIN, .wrongPIN, .askNumber, .noPromise, .taken, .whisper,
            .askInstitution, .askCallbackCode, .familyWhisper, .familyUnreached, .familyBusy,
            .offerCallback:
            true
        }
    }

    /// What stands before and after the time or number of a text.
    private static func halves(of text: String) -> (before: String, after: String)? {
        for name in ["{time}", "{number}"] {
            guard let place = text.firstRange(of: name) else { continue }
            return (
                String(text[..<place.lowerBound]).trimmed, String(text[place.upperBound...]).trimmed
            )
        }
        return nil
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension String {
    fileprivate var trimmed: String {
        var rest = self[...].drop { $0.isWhitespace || $0 == "." || $0 == "," }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
