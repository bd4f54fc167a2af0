import HotlineAPI

/// A page of follow-ups as lines to read.
struct FollowUpListText {
    let text: String

    init(_ list: FollowUpList) {
        guard !list.followUps.isEmpty else {
            text = "no follow-ups"
            return
        }
        var columns = Columns()
        columns.add("NUMBER", "KIND", "BY", "OWNER", "FAMILY", "INSTITUTION", "CALL", "STATE")
        for followUp in list.followUps {
            columns.add(
                String(followUp.id), followUp.kind, followUp.deadline, followUp.owner ?? "nobody",
                followUp.family ?? "-", followUp.institution ?? "-", followUp.call,
                FollowUpListText.state(of: followUp))
        }
        let more = list.next.map { ["more follow-ups: --after \($0)"] } ?? []
        text = (columns.lines + more).joined(separator: "\n")
    }

    /// One follow-up.
    static func line(_ followUp: FollowUpFacts) -> String {
        "\(followUp.id): \(followUp.kind) of call \(followUp.call), "
            + "owner \(followUp.owner ?? "nobody"), by \(followUp.deadline): "
            + state(of: followUp)
    }

    private static func state(of followUp: FollowUpFacts) -> String {
        var words: [String]
        if let ended = followUp.ended {
            words = ["\(followUp.how ?? "done") \(ended)"]
        } else {
            words = [followUp.overdue ? "overdue" : "open"]
            if let code = followUp.code { words.append("code \(code)") }
            if let escalated = followUp.escalated {
                words.append("escalated \(escalated)")
            } else if let reminded = followUp.reminded {
                words.append("reminded \(reminded)")
            }
        }
        if let note = followUp.note { words.append(note) }
        return words.joined(separator: ", ")
    }
}
