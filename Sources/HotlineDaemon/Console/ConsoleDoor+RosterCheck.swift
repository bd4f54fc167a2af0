import CallLog
import CallRouting
import GatewayWebhooks
import HotlineSettings
import OnCallRoster
import WebConsole

// *Kontrollér en vagtplan*: what a text would make of the roster. Nothing is written but that somebody
// looked; the text is gone with the answer.

extension ConsoleDoor {
    func askForRoster(_ visit: ConsoleVisit) -> ConsoleReply {
        .page(RosterCheckPage(nil, rosterChoice, words: visit.words))
    }

    func checkRoster(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        let visitor = try visit.call(for: .administer).visitor
        var choice = rosterChoice
        if let flaw = visit.uploadFlaw { return refuse(flaw.told, choice, visit) }
        choice.part = visit.form.text("place").flatMap { RosterCheckPage.Part(rawValue: $0) }
        choice.name = visit.form.text("name") ?? ""
        let text: String
        let place: RosterTrialPlace
        do throws(RosterCheckPage.Flaw) {
            text = try ConsoleDoor.rosterText(of: visit)
            choice.text = text
            place = try choice.place
        } catch {
            // What cannot be a name does not stand in the form again.
            if case .badName = error { choice.name = "" }
            return refuse(error, choice, visit)
        }
        let (rosters, now) = (api.rosters, api.clock.now)
        let found = try await api.counting { () throws(LogError) in
            Result { () throws(RosterFolderError) in
                try RosterCheckPage.Outcome(
                    text, as: place, in: rosters.folder, rosters.inForce?.roster, now: now)
            }
        }
        let outcome: RosterCheckPage.Outcome
        do throws(RosterFolderError) {
            outcome = try found.get()
        } catch {
            return refuse(.unreadable(error.description), choice, visit)
        }
        // Problems and changes may name people of whom the text does not tell.
        try await api.noteRead(
            "roster-check", by: visitor, as: .administer, of: [],
            shown: outcome.reading.problems.count)
        return .page(RosterCheckPage(outcome, choice, words: visit.words))
    }

    private var rosterChoice: RosterCheckPage.Choice {
        let folder = api.rosters.folder
        let tables = folder.names(of: api.rosters.inForce?.roster.files ?? [])
        let files = folder.fileNames
        return RosterCheckPage.Choice(
            files: files + tables.filter { !files.contains($0) }, takesFiles: folder.takesFiles)
    }

    private func refuse(
        _ flaw: RosterCheckPage.Flaw, _ choice: RosterCheckPage.Choice, _ visit: ConsoleVisit
    ) -> ConsoleReply {
        let status =
            switch flaw {
            case .tooLarge: 413
            case .busy, .unreadable: 503
            case .noText, .notText, .badPlace, .malformed, .badName: 400
            }
        return .page(
            RosterCheckPage(nil, choice, flaw: flaw, words: visit.words), status: status)
    }

    /// The file that was chosen, else what was typed. A browser ends the lines of what is typed with
    /// CR and LF, whatever was pasted; the files' own end with LF.
    private static func rosterText(
        of visit: ConsoleVisit
    ) throws(RosterCheckPage.Flaw) -> String {
        let file = visit.form.bytes("upload")
        guard file.isEmpty else {
            guard let text = String(validating: file, as: UTF8.self) else { throw .notText }
            return text
        }
        guard let typed = String(validating: visit.form.bytes("text"), as: UTF8.self) else {
            throw .notText
        }
        guard typed.contains(where: { !$0.isWhitespace }) else { throw .noText }
        return typed.replacing("\r\n", with: "\n")
    }
}

extension ConsoleUploads.Flaw {
    /// As the page tells it.
    fileprivate var told: RosterCheckPage.Flaw {
        switch self {
        case .busy: .busy
        case .tooLarge: .tooLarge
        case .malformed: .malformed
        }
    }
}

extension RosterCheckPage.Choice {
    /// Where the text is to stand.
    fileprivate var place: RosterTrialPlace {
        get throws(RosterCheckPage.Flaw) {
            switch part {
            case .file(let name)?:
                guard files.contains(name) else { throw .badPlace }
                return .file(name)
            case .new?:
                guard takesFiles else { throw .badPlace }
                guard RosterFolder.isFileName(name) else {
                    throw .badName(String(name.prefix(100)))
                }
                return .file(name)
            case .whole?: return .whole
            case nil: throw .badPlace
            }
        }
    }
}

extension RosterCheckPage.Outcome {
    /// Reads and checks the roster with a text in its place, and holds it against the one in force,
    /// over the days that `roster diff` compares.
    fileprivate init(
        _ text: String, as place: RosterTrialPlace, in folder: RosterFolder, _ inForce: Roster?,
        now: Instant
    ) throws(RosterFolderError) {
        let reading = try folder.reading(
            of: Array(text.utf8), as: place, tables: Set(folder.names(of: inForce?.files ?? [])),
            now: now)
        let diff = reading.roster.flatMap { new in
            inForce.map { old in
                let period = RosterDiff.interval(from: new.zone.date(of: now), in: new.zone)
                return RosterDiff(from: old, to: new, in: period)
            }
        }
        self.init(
            reading: reading, file: folder.name(of: place), path: folder.path(of: place),
            isWhole: place == .whole && folder.takesFiles, text: text, inForce: inForce, diff: diff)
    }
}
