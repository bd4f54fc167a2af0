import HotlineTexts
package import OnCallRoster

/// *Kontrollér en vagtplan*: a text as part of the roster, its problems, and what it would change.
package struct RosterCheckPage: ConsolePage {
    package static let template = ConsoleTemplate.rostercheck
    package static let section: ConsoleSection? = .roster

    /// What was chosen and typed, and what there is to choose from.
    package struct Choice: Sendable {
        /// The names of the files that the text may be a new version of.
        package var files: [String]
        /// Whether there may be a new one beside them.
        package var takesFiles: Bool
        package var part: Part?
        /// Of a new file, as it was typed.
        package var name = ""
        package var text = ""

        package init(files: [String], takesFiles: Bool) {
            self.files = files
            self.takesFiles = takesFiles
        }
    }

    /// What the text is, as a form says it.
    package enum Part: RawRepresentable, Hashable, Sendable {
        case file(String)
        case new
        case whole

        package init?(rawValue: String) {
            switch rawValue {
            case "new": self = .new
            case "whole": self = .whole
            default:
                guard rawValue.hasPrefix("file:") else { return nil }
                self = .file(String(rawValue.dropFirst("file:".count)))
            }
        }

        package var rawValue: String {
            switch self {
            case .file(let name): "file:\(name)"
            case .new: "new"
            case .whole: "whole"
            }
        }
    }

    /// Why nothing was checked.
    package enum Flaw: Error, Hashable, Sendable {
        case noText, notText, badPlace, busy, tooLarge, malformed
        case badName(String)
        /// What the system says, in English.
        case unreadable(String)
    }

    /// What was found.
    package struct Outcome: Sendable {
        package var reading: RosterReading
        /// The name by which problems tell of the text.
        package var file: String
        /// Where the text has to be put to count.
        package var path: String
        /// Whether it takes the place of all the roster's files.
        package var isWhole: Bool
        package var text: String
        /// The roster in force; `nil` while none is.
        package var inForce: Roster?
        /// Against that; `nil` also where the text has errors.
        package var diff: RosterDiff?

        package init(
            reading: RosterReading, file: String, path: String, isWhole: Bool, text: String,
            inForce: Roster?, diff: RosterDiff?
        ) {
            self.reading = reading
            self.file = file
            self.path = path
            self.isWhole = isWhole
            self.text = text
            self.inForce = inForce
            self.diff = diff
        }
    }

    /// As much of a page as the names of files may fill; those of others can be typed.
    static let mostFiles = 3_000
    /// As much as the text may fill in the form; a longer one does not stand there again.
    static let mostAgain = 14_000

    package let title: String
    let problem: String?
    let detail: String?
    let result: ResultView?
    let form: FormView
    let example: String?

    struct FormView {
        let heading: String
        let options: [Option]
        let takesName: Bool
        let name: String
        let text: String
        let tooLong: String?
    }

    struct Option {
        let value: String
        let label: String
        let isChosen: Bool
    }

    /// - Parameters:
    ///   - outcome: `nil` where nothing was checked.
    ///   - flaw: Why not; `nil` where nobody has asked yet.
    package init(
        _ outcome: Outcome?, _ choice: Choice, flaw: Flaw? = nil, words: ConsoleWords
    ) {
        title = words(RosterCheckText.rosterCheckTitle)
        problem = flaw.map { words.told($0) }
        if case .unreadable(let text)? = flaw { detail = text } else { detail = nil }
        result = outcome.map { ResultView($0, words) }
        form = FormView(choice, isAgain: outcome != nil, words)
        example = outcome == nil && flaw == nil ? RosterCheckPage.example : nil
    }

    /// A roster without an error or an alarm.
    static let example = """
        roster: 1
        institutions:
          egetraeet:
            name: Døgninstitutionen Egetræet
            lines:
              first:
                name: Forvagt
                rotations:
                  - professionals: [anna, bo]
                    starts: 2026-01-05
                    turn: 1 week
        professionals:
          anna:
            name: Anna Holm
            phones: ["sip:anna@egetraeet.example"]
          bo:
            name: Bo Dam
            phones: ["sip:bo@egetraeet.example"]
        routing:
          steps:
            - ring: [first]
              seconds: 30
        """
}

extension RosterCheckPage.FormView {
    fileprivate init(
        _ choice: RosterCheckPage.Choice, isAgain: Bool, _ words: ConsoleWords
    ) {
        heading = words(
            isAgain ? RosterCheckText.rosterCheckAgain : RosterCheckText.rosterCheckForm)
        var room = PageRoom(bytes: RosterCheckPage.mostFiles)
        var parts: [(RosterCheckPage.Part, String)] = choice.files
            .prefix { room.takes($0, $0, around: 60) }.map {
                (.file($0), words(RosterCheckText.rosterCheckInstead, ["file": $0]))
            }
        if choice.takesFiles { parts.append((.new, words(RosterCheckText.rosterCheckNew))) }
        parts.append((.whole, words(RosterCheckText.rosterCheckWhole)))
        options = parts.map { part, label in
            RosterCheckPage.Option(
                value: part.rawValue, label: label, isChosen: part == choice.part)
        }
        takesName = choice.takesFiles
        name = choice.name
        let fits = PageRoom.bytes(of: choice.text) <= RosterCheckPage.mostAgain
        text = fits ? choice.text : ""
        tooLong = fits ? nil : words(RosterCheckText.rosterCheckTooLong)
    }
}

extension ConsoleWords {
    fileprivate func told(_ flaw: RosterCheckPage.Flaw) -> String {
        switch flaw {
        case .noText: self(RosterCheckText.rosterCheckNoText)
        case .notText: self(RosterCheckText.rosterCheckNotText)
        case .badPlace: self(RosterCheckText.rosterCheckBadPlace)
        case .busy: self(RosterCheckText.rosterCheckBusy)
        case .tooLarge: self(RosterCheckText.rosterCheckTooLarge)
        case .malformed: self(RosterCheckText.rosterCheckMalformed)
        case .badName(let name): self(RosterCheckText.rosterCheckBadName, ["name": name])
        case .unreadable: self(RosterCheckText.rosterCheckUnreadable)
        }
    }
}
