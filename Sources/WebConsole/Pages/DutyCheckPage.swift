import HotlineTexts
package import OnCallRoster

/// Where a reminder of a duty leads: whoever has the link says that they are there. It names neither
/// them nor their line, for a link may be read by others.
package struct DutyCheckPage: ConsolePage {
    package static let template = ConsoleTemplate.dutycheck
    package static let section: ConsoleSection? = nil

    package let title: String
    let lead: String
    let asks: Bool
    let begins: MomentView?
    let action: String

    private init(title: String, lead: String, begins: MomentView?, action: String) {
        self.title = title
        self.lead = lead
        asks = begins != nil
        self.begins = begins
        self.action = action
    }

    /// Asks; pressing answers, so that no mail scanner does.
    package init(asking words: ConsoleWords, starts: Instant, action: String) {
        self.init(
            title: words(DutyCheckText.dutyCheckTitle), lead: "", begins: words.moment(starts),
            action: action)
    }

    package init(answered words: ConsoleWords) {
        self.init(
            title: words(DutyCheckText.dutyCheckDone),
            lead: words(DutyCheckText.dutyCheckDoneLead), begins: nil, action: "")
    }

    package init(unknown words: ConsoleWords) {
        self.init(
            title: words(DutyCheckText.dutyCheckUnknown),
            lead: words(DutyCheckText.dutyCheckUnknownLead), begins: nil, action: "")
    }
}
