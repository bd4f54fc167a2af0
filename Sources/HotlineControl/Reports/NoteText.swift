import HotlineAPI
import HotlineTexts

/// A call's note, and what the call leaves to be done.
struct NoteText {
    let toned: Toned

    var text: String { toned.text }

    init(_ noted: NotedCall, in language: WrittenLanguage = .english) {
        var columns = Columns()
        if let note = noted.note {
            let notSaid = language(CallWords.notSaid)
            let list = { (codes: [String]) in
                codes.isEmpty ? notSaid : codes.joined(separator: ", ")
            }
            let word = { (flag: Bool?) in
                flag.map { language.code($0 ? "yes" : "no") } ?? notSaid
            }
            columns.add(language(CallWords.noteAbout), list(note.themes))
            columns.add(language(CallWords.noteDone), list(note.done))
            columns.add(
                language(CallWords.noteNoted), note.noted.map { language.code($0) } ?? notSaid)
            columns.add(language(CallWords.noteFollowUp), word(note.followUp))
            columns.add(language(CallWords.noteCaseworker), word(note.caseworker))
            columns.add(language(CallWords.noteWent), note.went ?? notSaid)
            columns.add(language(CallWords.noteOtherwise), note.otherwise ?? notSaid)
            columns.add(language(CallWords.noteBy), note.by)
        }
        var lines =
            noted.note == nil
            ? [Toned(language(CallWords.noNote, ["call": noted.call]))] : columns.tonedLines
        lines += noted.followUps.map { FollowUpListText.line($0, in: language) }
        if noted.followUps.isEmpty { lines.append(Toned(language(CallWords.nothingLeft))) }
        toned = Toned(lines: lines)
    }
}
