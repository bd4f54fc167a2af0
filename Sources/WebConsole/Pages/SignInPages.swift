package import HotlineTexts

/// The form by which somebody signs in.
package struct SignInPage: ConsolePage {
    package static let template = ConsoleTemplate.signin
    package static let section: ConsoleSection? = nil

    package let title: String
    let problem: String?
    /// Whether links can be sent.
    let sendsLinks: Bool
    /// Where to go afterwards.
    let next: String

    /// - Parameter problem: Why the form is shown again.
    package init(
        _ words: ConsoleWords, sendsLinks: Bool, next: String, problem: SignInText? = nil
    ) {
        title = words(SignInText.signInTitle)
        self.problem = problem.map { words($0) }
        self.sendsLinks = sendsLinks
        self.next = next
    }
}

/// What is answered to whoever asks for a link, known or not.
package struct LinkSentPage: ConsolePage {
    package static let template = ConsoleTemplate.linksent
    package static let section: ConsoleSection? = nil

    package let title: String

    package init(_ words: ConsoleWords) {
        title = words(SignInText.signInLinkSentTitle)
    }
}

/// Where a link leads: it is used up by pressing, so that no mail scanner does.
package struct ConfirmPage: ConsolePage {
    package static let template = ConsoleTemplate.confirm
    package static let section: ConsoleSection? = nil

    package let title: String
    let action: String

    package init(_ words: ConsoleWords, action: String) {
        title = words(SignInText.signInConfirmTitle)
        self.action = action
    }
}
