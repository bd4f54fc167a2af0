import CallRouting

/// A document of verbs that run from top to bottom (twilio.com, TwiML).
struct TwiML {
    private var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>"

    /// The document's bytes.
    var bytes: [UInt8] { Array("\(text)</Response>\n".utf8) }

    /// `<name attribute="…">…</name>`; without content an empty element.
    mutating func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:],
        _ content: ((inout TwiML) -> Void)? = nil
    ) {
        text += "<\(name)"
        for (key, value) in attributes {
            if let value { text += " \(key)=\"\(TwiML.escaped(value))\"" }
        }
        guard let content else {
            text += "/>"
            return
        }
        text += ">"
        content(&self)
        text += "</\(name)>"
    }

    mutating func characters(_ characters: String) { text += TwiML.escaped(characters) }

    mutating func say(_ announcement: Announcement?, by speech: Speech) {
        guard let announcement else { return }
        if let recordings = speech.recordings(of: announcement) {
            for recording in recordings {
                element("Play") { $0.characters(recording) }
            }
            return
        }
        guard let spoken = announcement.text.value, !spoken.isEmpty else { return }
        element(
            "Say",
            [
                "language": Speech.tag(of: announcement.language),
                "voice": speech.voice(of: announcement.language),
            ]
        ) { $0.characters(spoken) }
    }

    mutating func hangUp() { element("Hangup") }

    /// What may stand in XML 1.0, with its five reserved characters escaped; the rest is left out.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&apos;"
            case "\t", "\n", "\r": escaped += " "
            default:
                let isWhole = scalar.value >= 0x20 && scalar.value & 0xFFFE != 0xFFFE
                if isWhole { escaped.unicodeScalars.append(scalar) }
            }
        }
        return escaped
    }
}
