import HotlineAPI
import HotlineTexts

/// What a replay found, as lines to read.
struct ReplayText {
    let toned: Toned

    var text: String { toned.text }

    init(_ report: ReplayReport, in say: WrittenLanguage = .english) {
        var lines: [Toned] = []
        for difference in report.differences {
            let call = "\(difference.gateway)/\(difference.call)"
            let event = say(
                CareWords.replayedEvent, ["type": difference.type, "seq": "\(difference.seq)"])
            lines.append(Toned("\(difference.received) \(call): \(event)", .caution))
            lines += difference.was.map { Toned("  " + say(CareWords.was, ["what": $0])) }
            lines += difference.wouldBe.map { Toned("  " + say(CareWords.wouldBe, ["what": $0])) }
        }
        if let problem = report.problem {
            lines.append(Toned(say(CareWords.replayFailed, ["problem": problem]), .trouble))
        }
        let end = say(
            CareWords.replayed,
            [
                "calls": "\(report.calls)", "events": "\(report.events)",
                "different": "\(report.differences.count)", "undecided": "\(report.undecided)",
            ])
        toned = Toned(lines: lines + [Toned(end)])
    }
}
