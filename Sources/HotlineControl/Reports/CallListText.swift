import HotlineAPI
import HotlineTexts
import OnCallRoster

/// A page of calls as lines to read.
struct CallListText {
    let toned: Toned

    var text: String { toned.text }

    init(_ list: CallList, in language: WrittenLanguage = .english) {
        guard !list.calls.isEmpty else {
            toned = Toned(language(CallWords.noCalls))
            return
        }
        var columns = Columns()
        let heads: [CallWords] = [
            .began, .gateway, .call, .caller, .institution, .outcome, .takenAfter,
        ]
        columns.add(row: heads.map { Toned(language($0), .heading) })
        for call in list.calls {
            let caller = [language.code(call.caller.kind), call.caller.family].compactMap { $0 }
            let outcome = language.code(call.outcome)
            let rehearsal = call.rehearsal ? " (\(language.code("rehearsal")))" : ""
            columns.add(
                toned: Toned(call.began), Toned(call.gateway), Toned(call.call),
                Toned(caller.joined(separator: " ")), Toned(call.caller.institution ?? "-"),
                "\(outcome, CallListText.tone(of: call.outcome))\(rehearsal)",
                Toned(call.answered.flatMap { CallListText.wait(from: call.began, to: $0) } ?? "-"))
        }
        var lines = columns.tonedLines
        if let next = list.next {
            lines.append(Toned(language(CallWords.moreCalls, ["next": next])))
        }
        toned = Toned(lines: lines)
    }

    /// What an outcome is to the reader: that nobody took a call is to be seen at a glance.
    static func tone(of outcome: String) -> Tone? {
        switch outcome {
        case "answered": .good
        case "failed": .trouble
        case "abandoned", "unknown", "open": .caution
        default: nil
        }
    }

    private static func wait(from began: String, to answered: String) -> String? {
        guard let start = Instant(rfc3339: began), let end = Instant(rfc3339: answered) else {
            return nil
        }
        return "\((end - start).wholeSeconds) s"
    }
}
