import HotlineTexts

/// Why a page is not shown, and what to do.
package struct RefusalPage: ConsolePage {
    package static let template = ConsoleTemplate.refusal
    package static let section: ConsoleSection? = nil

    package let title: String
    let advice: String
    /// What the daemon says of it, in English.
    let detail: String?

    package init(_ words: ConsoleWords, status: Int, detail: String? = nil) {
        let (title, advice): (RefusalText, RefusalText) =
            switch status {
            case 403: (.refusedForbiddenTitle, .refusedForbidden)
            case 404: (.refusedMissingTitle, .refusedMissing)
            case 405: (.refusedMethodTitle, .refusedMethod)
            case 409: (.refusedConflictTitle, .refusedBad)
            case 413: (.refusedLargeTitle, .refusedLarge)
            case 500...599: (.refusedUnavailableTitle, .refusedUnavailable)
            default: (.refusedBadTitle, .refusedBad)
            }
        self.init(words, title, words(advice), detail: detail)
    }

    /// A form that is none of ours, or of a session that is over.
    package init(formOf words: ConsoleWords) {
        self.init(words, .refusedFormTitle, words(RefusalText.refusedForm), detail: nil)
    }

    /// Too many tries.
    package init(floodOf words: ConsoleWords) {
        self.init(words, .refusedManyTitle, words(SignInText.signInTooMany), detail: nil)
    }

    /// Somebody whom the settings give nothing.
    package init(_ words: ConsoleWords, withoutRole who: String) {
        self.init(
            words, .refusedForbiddenTitle, words(RefusalText.refusedNoRole, ["who": who]),
            detail: nil)
    }

    /// A role of which no page is.
    package init(nothingYetIn words: ConsoleWords) {
        self.init(
            words, .refusedForbiddenTitle, words(RefusalText.refusedNothingYet), detail: nil)
    }

    private init(_ words: ConsoleWords, _ title: RefusalText, _ advice: String, detail: String?) {
        self.title = words(title)
        self.advice = advice
        self.detail = detail
    }
}

/// Asks why one call is read.
package struct ReasonPage: ConsolePage {
    package static let template = ConsoleTemplate.reason
    package static let section: ConsoleSection? = nil

    package let title: String
    let problem: String?
    let call: String
    /// Where to go afterwards.
    let next: String

    /// - Parameter isMissing: Whether it was asked before, and nothing was said.
    package init(_ words: ConsoleWords, call: String, next: String, isMissing: Bool = false) {
        title = words(RefusalText.reasonTitle)
        problem = isMissing ? words(RefusalText.reasonMissing) : nil
        self.call = call
        self.next = next
    }
}
