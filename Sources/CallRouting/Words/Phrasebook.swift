package import OnCallRoster

/// Every text that is spoken or shown, in one place: the roster's, else the defaults.
///
/// No text says a child's name or a reason; whisper and display name nobody.
package struct Phrasebook: Sendable {
    private let own: [Language: [AnnouncementKey: String]]

    package init(_ own: [Language: [AnnouncementKey: String]] = [:]) {
        self.own = own
    }

    /// The text in the language, else in Danish; each `{name}` is replaced.
    package func say(
        _ key: AnnouncementKey, in language: Language, _ values: [String: String] = [:]
    ) -> Announcement {
        let spoken = own[language]?[key] ?? Phrasebook.defaults(language)?[key]
        let chosen = spoken == nil ? Phrasebook.danish : language
        let text = spoken ?? own[chosen]?[key] ?? Phrasebook.defaultDanish[key] ?? ""
        return Announcement(
            language: chosen, text: values.isEmpty ? text : Phrasebook.fill(text, with: values),
            key: key, value: values["time"] ?? values["number"])
    }

    /// What a professional's telephone shows.
    package func display(in language: Language) -> String {
        say(.display, in: language).text.value ?? ""
    }

    /// Puts values in the place of `{NAME}`; a name without a value stays as it stands.
    private static func fill(_ text: String, with values: [String: String]) -> String {
        var filled = ""
        var rest = text.utf8[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "{")),
            let close = rest[open...].firstIndex(of: UInt8(ascii: "}"))
        {
            let name = String(rest[rest.index(after: open)..<close]) ?? ""
            filled += String(rest[..<open]) ?? ""
            filled += values[name] ?? "{\(name)}"
            rest = rest[rest.index(after: close)...]
        }
        return filled + (String(rest) ?? "")
    }

    package static let danish: Language = "da"

    private static func defaults(_ language: Language) -> [AnnouncementKey: String]? {
        switch language {
        case "da": defaultDanish
        case "en": defaultEnglish
        default: nil
        }
    }

    private static let defaultDanish: [AnnouncementKey: String] = [
        .waiting: "Vi stiller dig igennem.",
        .callback: "Vi har ikke fået fat i en kollega. Du bliver ringet op inden klokken {time}. "
            + "Er nogen i fare nu, så ring 112.",
        .askPIN: "Tast din families kode.",
        .wrongPIN: "Koden passer ikke. Prøv igen.",
        .askNumber: "Tast det telefonnummer på otte cifre, vi skal ringe til.",
        .noPromise: "Vi har ikke fået fat i en kollega. Ring {number}. "
            + "Er nogen i fare nu, så ring 112.",
        .taken: "Opkaldet er taget.",
        .whisper: "Akuttelefonen. Tast 1 for at tage opkaldet.",
        .display: "Akuttelefonen",
        .brief: "{caller}.",
        .rangBefore: "Har ringet før i nat.",
        .callerUnknown: "Ukendt nummer",
        .askInstitution: "Hvilken institution drejer det sig om? {choices}",
        .institutionChoice: "Tast {key} for {institution}.",
        .askCallbackCode: "Tast de to cifre for det opkald, du vil besvare.",
        .familyWhisper: "Akuttelefonen ringer tilbage. Tast 1 for at blive stillet igennem.",
        .familyBusy: "En kollega er allerede i gang med at ringe til familien.",
        .familyUnreached: "Familien tog ikke telefonen. Prøv igen lidt senere.",
        .offerCallback: "Tast {key}, hvis vi hellere skal ringe dig op.",
    ]

    private static let defaultEnglish: [AnnouncementKey: String] = [
        .waiting: "We are putting you through.",
        .callback: "We have not reached a colleague. You will be rung back before {time}. "
            + "If anyone is in danger now, ring 112.",
        .askPIN: "Key in your family's code.",
        .wrongPIN: "That code does not fit. Please try again.",
        .askNumber: "Key in the eight digits of the number that we shall ring.",
        .noPromise: "We have not reached a colleague. Please ring {number}. "
            + "If anyone is in danger now, ring 112.",
        .taken: "The call has been taken.",
        .whisper: "The hotline. Press 1 to take the call.",
        .display: "Akuttelefonen",
        .brief: "{caller}.",
        .rangBefore: "Has rung before tonight.",
        .callerUnknown: "Unknown number",
        .askInstitution: "Which institution is it about? {choices}",
        .institutionChoice: "Press {key} for {institution}.",
        .askCallbackCode: "Key in the two digits of the callback that you will make.",
        .familyWhisper: "The hotline is ringing back. Press 1 to be put through.",
        .familyBusy: "A colleague is ringing the family already.",
        .familyUnreached: "The family did not answer. Please try again a little later.",
        .offerCallback: "Press {key} if you would rather be rung back.",
    ]
}
