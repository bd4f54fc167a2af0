import Glibc
import HotlineSettings
import HotlineTexts
import OnCallRoster
import RosterChanges

extension Failure {
    /// Why a change was not made, in words.
    init(_ refusal: ChangeRefusal) {
        let texts = RefusalTexts(roster: refusal.roster)
        switch refusal.reason {
        case .hasErrors(let problems):
            self.init(.answerIsNo, texts.errors(.hasErrors, problems))
        case .wouldHaveErrors(let problems):
            self.init(.answerIsNo, texts.errors(.wouldHaveErrors, problems))
        case .unknownLine(let line, let known): self = unknownID(.line, line, among: known)
        case .unknownProfessional(let id, let known):
            self = unknownID(.professional, id, among: known)
        case .endsBeforeItBegins(let start, let end):
            self.init(.answerIsNo, texts.spanning(.ends, start, end))
        case .tooLong(let interval):
            let days = ["days": String(RosterChange.longest)]
            self.init(
                .answerIsNo, texts.spanning(.tooLong, interval.start, interval.end).filled(days))
        case .splitsMinute(let instant):
            self.init(
                .answerIsNo,
                ChangeRefusalWords.splitsMinute.text.filled(["instant": "\(instant)"]))
        case .comesTwice(let instant, let written):
            let values = ["instant": "\(instant)", "time": written.text]
            self.init(.answerIsNo, ChangeRefusalWords.comesTwice.text.filled(values))
        case .isAbsent(let who, let place):
            self.init(.answerIsNo, texts.placed(.isAbsent, who, place))
        case .isAbsentAlready(let who, let place):
            self.init(.answerIsNo, texts.placed(.isAbsentAlready, who, place))
        case .hasOverride(let line, let other):
            self.init(.answerIsNo, texts.overridden(.hasOverride, line, other))
        case .isOverriddenSo(let line, let other):
            self.init(.answerIsNo, texts.overridden(.isOverriddenSo, line, other))
        case .isSo(let line, let who, let interval):
            self.init(.answerIsNo, texts.soAlready(line, who, interval))
        case .cannotBeAddedTo(let file):
            self.init(
                .answerIsNo, ChangeRefusalWords.cannotBeAddedTo.text.filled(["file": file]))
        case .unreadable(let error): self.init(.unusableInput, error.description)
        case .folder(let trouble): self.init(trouble)
        }
    }

    private init(_ trouble: ChangeRefusal.FolderTrouble) {
        let words = { (words: ChangeRefusalWords, values: [String: String]) in
            words.text.filled(values)
        }
        switch trouble {
        case .isFile(let path):
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            let folder = shellQuoted((parts.dropLast() + ["roster.d"]).joined(separator: "/"))
            let move = "mkdir \(folder) && mv \(shellQuoted(path)) \(folder)/"
            self.init(
                .unusableInput, words(.isFile, ["path": path, "move": move, "folder": folder]))
        case .isLink(let file): self.init(.unusableInput, words(.isLink, ["file": file]))
        case .isHeld(let path): self.init(.answerIsNo, words(.isHeld, ["path": path]))
        case .wouldBeHidden(let file):
            self.init(.unusableInput, words(.wouldBeHidden, ["file": file]))
        case .changedMeanwhile(let file):
            self.init(.answerIsNo, words(.changedMeanwhile, ["file": file]))
        case .notSynced(let file, let code):
            let values = ["file": file, "reason": String(cString: strerror(code))]
            self.init(.unusableInput, words(.notSynced, values))
        case .system(let path, let deed, let code):
            self.init(.unusableInput, Failure.text(of: path, deed, code))
        }
    }

    /// Why the file system refuses, and what to do.
    private static func text(
        of path: String, _ deed: ChangeRefusal.Deed, _ code: Int32
    ) -> Text {
        let advice: ChangeTroubleWords =
            switch code {
            case EACCES, EPERM: .denied
            case EROFS: .readOnly
            case ENOSPC, EDQUOT: .full
            default: .other
            }
        let done: ChangeTroubleWords =
            switch deed {
            case .read: .read
            case .lock: .lock
            case .change: .change
            case .write: .write
            case .replace: .replace
            }
        let reason = ["path": path, "reason": String(cString: strerror(code))]
        return Text(
            WrittenLanguage.danish(
                advice, reason.merging(["deed": done.text.danish]) { first, _ in first }),
            WrittenLanguage.english(
                advice, reason.merging(["deed": done.text.english]) { first, _ in first }))
    }
}

/// What a refusal names, in both languages.
private struct RefusalTexts {
    let roster: Roster?

    private func text(
        _ words: ChangeRefusalWords, _ values: (WrittenLanguage) -> [String: String]
    ) -> Text {
        Text(
            WrittenLanguage.danish(words, values(.danish)),
            WrittenLanguage.english(words, values(.english)))
    }

    private func day(_ instant: Instant, _ language: WrittenLanguage) -> String {
        roster?.dayText(instant, in: language) ?? instant.description
    }

    private func naming(_ who: ProfessionalID) -> String {
        roster?.naming(who) ?? who.rawValue
    }

    func errors(_ words: ChangeRefusalWords, _ problems: [Problem]) -> Text {
        let errors = problems.map(\.description).joined(separator: "\n")
        return text(words) { _ in ["errors": errors] }
    }

    func spanning(_ words: ChangeRefusalWords, _ start: Instant, _ end: Instant) -> Text {
        text(words) { ["start": day(start, $0), "end": day(end, $0)] }
    }

    func placed(_ words: ChangeRefusalWords, _ who: ProfessionalID, _ place: Place) -> Text {
        text(words) { _ in ["who": naming(who), "place": "\(place)"] }
    }

    func overridden(_ words: ChangeRefusalWords, _ line: LineID, _ other: DatedDuty) -> Text {
        text(words) { language in
            [
                "line": line.description,
                "who": other.who.map { naming($0) } ?? language(ChangeWords.nobody),
                "start": day(other.interval.start, language),
                "end": day(other.interval.end, language), "place": "\(other.place)",
            ]
        }
    }

    func soAlready(_ line: LineID, _ who: ProfessionalID?, _ interval: Interval) -> Text {
        text(who == nil ? .isSoNobody : .isSo) { language in
            [
                "who": who.map { naming($0) } ?? "",
                "line": roster?.naming(line) ?? line.description,
                "start": day(interval.start, language), "end": day(interval.end, language),
            ]
        }
    }
}
