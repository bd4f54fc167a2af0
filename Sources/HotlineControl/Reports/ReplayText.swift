import HotlineAPI

/// What a replay found, as lines to read.
struct ReplayText {
    let text: String

    init(_ report: ReplayReport) {
        var lines: [String] = []
        for difference in report.differences {
            lines.append(
                "\(difference.received) \(difference.gateway)/\(difference.call): "
                    + "\(difference.type), event \(difference.seq)")
            lines += difference.was.map { "  was       \($0)" }
            lines += difference.wouldBe.map { "  would be  \($0)" }
        }
        if let problem = report.problem { lines.append("the replay failed: \(problem)") }
        lines.append(
            "\(report.calls) calls, \(report.events) events, "
                + "\(report.differences.count) would be decided otherwise, "
                + "\(report.undecided) could not be decided again")
        text = lines.joined(separator: "\n")
    }
}
