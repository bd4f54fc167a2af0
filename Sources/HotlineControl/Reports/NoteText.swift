import HotlineAPI

/// A call's note, and what the call leaves to be done.
struct NoteText {
    let text: String

    init(_ noted: NotedCall) {
        var columns = Columns()
        if let note = noted.note {
            columns.add("about", NoteText.list(note.themes))
            columns.add("done", NoteText.list(note.done))
            columns.add("in the case system", note.noted ?? "not said")
            columns.add("follow-up", NoteText.word(note.followUp))
            columns.add("tell the caseworker", NoteText.word(note.caseworker))
            columns.add("how it went", note.went ?? "not said")
            columns.add("otherwise rung", note.otherwise ?? "not said")
            columns.add("noted by", note.by)
        }
        let lines = noted.note == nil ? ["call \(noted.call) has no note"] : columns.lines
        let left = noted.followUps.map { FollowUpListText.line($0) }
        text = (lines + (left.isEmpty ? ["nothing is left to be done"] : left))
            .joined(separator: "\n")
    }

    private static func list(_ codes: [String]) -> String {
        codes.isEmpty ? "not said" : codes.joined(separator: ", ")
    }

    private static func word(_ flag: Bool?) -> String {
        flag.map { $0 ? "yes" : "no" } ?? "not said"
    }
}
