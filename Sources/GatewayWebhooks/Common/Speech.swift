import CallRouting
package import OnCallRoster

/// How a gateway says the announcements: by its own speech, or by recordings that it fetches.
package struct Speech: Sendable {
    /// The address of the folder of recordings, without a slash at its end; `nil`: the gateway speaks.
    private let recordings: String?
    private let voices: [Language: String]

    package init(recordings: String? = nil, voices: [Language: String] = [:]) {
        self.recordings = recordings
        self.voices = voices
    }

    package var plays: Bool { recordings != nil }

    /// The gateway's own name of a voice, where the settings have one.
    func voice(of language: Language) -> String? { voices[language] }

    /// The language with its country, as speech wants it (BCP 47).
    static func tag(of language: Language) -> String {
        switch language {
        case "da": "da-DK"
        case "en": "en-GB"
        case "de": "de-DE"
        case "sv": "sv-SE"
        case "nb", "no": "nb-NO"
        case "pl": "pl-PL"
        case "fr": "fr-FR"
        default: language.rawValue
        }
    }

    /// The recordings of an announcement in their order; `nil` where it is to be spoken.
    ///
    /// What says a name is spoken wherever it can be: there is no recording of names.
    func recordings(of announcement: Announcement, canSpeak: Bool = true) -> [String]? {
        guard let folder = recordings, let key = announcement.key else { return nil }
        if canSpeak, key == .brief || key == .askInstitution { return nil }
        return Speech.files(of: key, value: announcement.value?.value).map {
            "\(folder)/\(announcement.language)/\($0)"
        }
    }

    /// The files of a text: one, or what stands before a value, the value's, and what follows it. A
    /// value without digits is not said.
    package static func files(of key: AnnouncementKey, value: String? = nil) -> [String] {
        let name = key.rawValue
        let said = value.map { files(ofValue: $0) } ?? []
        return said.isEmpty ? ["\(name).mp3"] : ["\(name)-1.mp3"] + said + ["\(name)-2.mp3"]
    }

    /// A time is said by its hour and minute, a number by its digits, as one dials it in Denmark.
    private static func files(ofValue value: String) -> [String] {
        let groups = value.split { !("0"..."9").contains($0) }
        let isTime = groups.count == 2 && groups.allSatisfy { $0.utf8.count <= 2 }
        guard isTime else {
            let isDanish = value.hasPrefix("+45") && value.utf8.count == 11
            return value.dropFirst(isDanish ? 3 : 0).filter { ("0"..."9").contains($0) }
                .map { "digit-\($0).mp3" }
        }
        let padded = groups.map { $0.utf8.count == 1 ? "0\($0)" : String($0) }
        return ["hour-\(padded[0]).mp3", "minute-\(padded[1]).mp3"]
    }
}
