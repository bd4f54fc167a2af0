import HotlineTexts
import OnCallRoster
import ReportPages

// What the text would change, as `roster diff` tells it.

extension RosterCheckPage {
    /// As much of a page as the changes may fill.
    static let mostChanges = 10_000

    struct DiffView {
        /// Why nothing is compared, or that nothing differs; `nil`: something does.
        let none: String?
        let account: AccountView?
    }

    struct AccountView {
        let period: String
        let summary: String
        let gaps: [String]
        let hasGaps: Bool
        let comings: [String]
        let hasComings: Bool
        let others: [String]
        let hasOthers: Bool
        let people: [PersonView]
        let hasPeople: Bool
        let lines: [LineChanges]
        let hasLines: Bool
        let moreChanges: String?
    }

    struct PersonView {
        let who: String
        let loses: String
        let gains: String
    }

    struct LineChanges {
        let heading: String
        let changes: [String]
    }
}

extension RosterCheckPage.DiffView {
    init(_ outcome: RosterCheckPage.Outcome, _ words: ConsoleWords) {
        guard let new = outcome.reading.roster else {
            (none, account) = (words(RosterCheckText.rosterCheckDiffLater), nil)
            return
        }
        guard let old = outcome.inForce, let diff = outcome.diff else {
            (none, account) = (words(RosterCheckText.rosterCheckDiffAlone), nil)
            return
        }
        let account = RosterDiffAccount(diff, from: old, to: new, in: words.language)
        guard !account.isEmpty || !diff.isEmpty else {
            (none, self.account) = (words(RosterCheckText.rosterCheckDiffNone), nil)
            return
        }
        (none, self.account) = (nil, RosterCheckPage.AccountView(account, words))
    }
}

extension RosterCheckPage.AccountView {
    fileprivate init(_ account: RosterDiffAccount, _ words: ConsoleWords) {
        var room = PageRoom(bytes: RosterCheckPage.mostChanges)
        var left = 0
        func fitting<Row>(_ rows: [Row], _ fits: (Row, inout PageRoom) -> Bool) -> [Row] {
            let shown = rows.prefix { fits($0, &room) }
            left += rows.count - shown.count
            return Array(shown)
        }
        period = account.period
        summary = account.summary
        gaps = fitting(account.gaps) { $1.takes($0, around: 12) }
        comings = fitting(account.comings) { $1.takes($0, around: 12) }
        others = fitting(account.others) { $1.takes($0, around: 12) }
        people = fitting(account.shares) { share, room in
            room.takes(
                share.who, share.loses?.hours ?? "–", share.gains?.hours ?? "–", around: 180)
        }.map {
            RosterCheckPage.PersonView(
                who: $0.who, loses: $0.loses?.hours ?? "–", gains: $0.gains?.hours ?? "–")
        }
        var lines: [RosterCheckPage.LineChanges] = []
        for line in account.lines {
            var isTold = false
            let changes = fitting(line.changes) { change, room in
                defer { isTold = true }
                return room.takes(isTold ? "" : line.title, change, around: isTold ? 12 : 60)
            }
            if !changes.isEmpty {
                lines.append(
                    RosterCheckPage.LineChanges(heading: line.title, changes: changes))
            }
        }
        self.lines = lines
        hasGaps = !gaps.isEmpty
        hasComings = !comings.isEmpty
        hasOthers = !others.isEmpty
        hasPeople = !people.isEmpty
        hasLines = !lines.isEmpty
        moreChanges =
            left > 0 ? words(RosterCheckText.rosterCheckDiffMore, ["count": String(left)]) : nil
    }
}
