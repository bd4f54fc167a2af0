import Configuration
import OnCallRoster

/// Codes that a person chooses among when noting a call, each with its words.
package struct CodeLists: Hashable, Sendable {
    package var theme: [Code]
    package var done: [Code]
    package var went: [Code]
    package var otherwise: [Code]

    package struct Code: Hashable, Sendable {
        package let code: String
        /// As a person reads it, in Danish.
        package let words: String

        package init(_ code: String, _ words: String) {
            self.code = code
            self.words = words
        }
    }

    /// The lists of evaluation.md.
    package static let standard = CodeLists(
        theme: [
            Code("contact", "Samvær med de biologiske forældre"), Code("behaviour", "Adfærd"),
            Code("violence", "Vold eller mistanke om overgreb"),
            Code("force", "Magtanvendelse"), Code("self-harm", "Selvskade"),
            Code("absconding", "Bortløben"), Code("substances", "Alkohol eller stoffer"),
            Code("school", "Skole"), Code("health", "Helbred"),
            Code("strain", "Familiens belastning"),
            Code("breakdown", "Anbringelsen er ved at bryde sammen"),
            Code("authority", "Samarbejdet med myndigheden"), Code("terms", "Vederlag og vilkår"),
            Code("other", "Andet"),
        ],
        done: [
            Code("advice", "Råd"), Code("visit", "Besøg"),
            Code("arranged", "Supervision, undervisning eller møde aftalt"),
            Code("respite", "Aflastning"), Code("social-duty", "Givet til den sociale døgnvagt"),
            Code("police", "Politi"), Code("notification-considered", "Underretning overvejet"),
            Code("notification-sent", "Underretning sendt"), Code("other", "Andet"),
        ],
        went: [
            Code("1", "Meget dårligt"), Code("2", "Dårligt"), Code("3", "Hverken eller"),
            Code("4", "Godt"), Code("5", "Meget godt"),
        ],
        otherwise: [
            Code("nobody", "Ingen"), Code("consultant", "Familieplejekonsulenten"),
            Code("caseworker", "Sagsbehandleren"), Code("social-duty", "Den sociale døgnvagt"),
            Code("police", "Politiet"), Code("doctor", "Lægevagten eller 112"),
            Code("family", "Familie, venner eller en anden plejefamilie"), Code("other", "Andet"),
        ])

    /// By its name in the settings.
    package enum List: String, CaseIterable, Sendable {
        case theme, done, went, otherwise
    }

    package subscript(list: List) -> [Code] {
        switch list {
        case .theme: theme
        case .done: done
        case .went: went
        case .otherwise: otherwise
        }
    }
}

/// How long what is kept.
package struct RetentionSettings: Hashable, Sendable {
    /// Numbers, texts and whatever else identifies somebody.
    package var personal: Duration
    /// Duty and call intervals without caller data.
    package var workingTime: Duration
    /// Who has read what.
    package var accessLog: Duration
    /// Nothing is purged while this is true.
    package var isPaused: Bool
}

/// What reports hold figures against.
package struct ReportSettings: Hashable, Sendable {
    /// Targets beside the figures, by their names in a report.
    package var targets: [Target]
    /// Contacts per family and month before the hotline; `nil`: not known.
    package var baseline: Double?
    /// Distinct families below which an evaluator is shown nothing.
    package var smallestCell: Int
    /// The file of prices; `nil`: none.
    package var pricesPath: String?

    package struct Target: Hashable, Sendable {
        package let name: String
        package let figure: String
        /// The share that is wanted.
        package let share: Double
        /// Whether less than the share is wanted.
        package let isCeiling: Bool
    }

    /// By their names in the settings; all but the first two are other countries'.
    package static let known = [
        Target(
            name: "person-within-3-min", figure: "service-level-180", share: 0.95, isCeiling: false),
        Target(name: "same-day", figure: "promise-same-day", share: 1, isCeiling: false),
        Target(name: "nena-15", figure: "service-level-15", share: 0.90, isCeiling: false),
        Target(name: "nena-20", figure: "service-level-20", share: 0.95, isCeiling: false),
        Target(name: "nhs111-60", figure: "service-level-60", share: 0.95, isCeiling: false),
        Target(
            name: "nhs111-abandoned", figure: "abandoned-after-30", share: 0.05, isCeiling: true),
        Target(name: "988-answered", figure: "answer-rate", share: 0.90, isCeiling: false),
    ]
}

extension SettingsReader {
    mutating func accessEntries() -> [AccessEntrySettings] {
        source.accessNames.compactMap { who in
            let key = "access.\(who)"
            func one(_ name: String) -> String? { source.values["\(key).\(name)"]?.items.first }
            let institutions = source.values["\(key).institutions"]?.items ?? []
            guard
                let role = choice(
                    "\(key).role", one("role"), AccessRole.allCases.map(\.rawValue)
                ).flatMap({ AccessRole(rawValue: $0) })
            else { return nil }
            let checked = AccessGrant.checked(
                role, professional: one("professional"), contact: one("contact"),
                institutions: institutions)
            if let problem = checked.problem {
                fail("\(key).role", "access of '\(who)': \(problem)", fix: "see docs/access.md")
            }
            let named = signIn("\(key).sign-in", one("sign-in"), of: checked.grant)
            return checked.grant.map {
                AccessEntrySettings(who: who, grant: $0, signIn: $0.subject ?? named)
            }
        }
    }

    /// Who of the roster has a grant that names nobody of it.
    private mutating func signIn(_ key: String, _ word: String?, of grant: AccessGrant?) -> String?
    {
        guard let word else { return nil }
        if let subject = grant?.subject {
            fail(key, "'sign-in' says again who \(subject) is", fix: "leave it out")
            return nil
        }
        let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, ["professional", "contact"].contains(String(parts[0])),
            Identifier<AccessGrant>.isWellFormed(parts[1])
        else {
            fail(
                key, "'\(key)' is '\(word)'",
                fix: "write professional:ID or contact:ID, with an id of the roster")
            return nil
        }
        return word
    }

    private mutating func choice(_ key: String, _ word: String?, _ known: [String]) -> String? {
        guard let word, known.contains(word) else {
            fail(
                key, word.map { "'\(key)' is '\($0)'" } ?? "'\(key)' is missing",
                fix: "use one of: \(known.joined(separator: ", "))")
            return nil
        }
        return word
    }

    /// `[code=words, …]`; a list that is given replaces the standard one.
    mutating func codeLists() -> CodeLists {
        var lists = CodeLists.standard
        lists.theme = codes(.theme) ?? lists.theme
        lists.done = codes(.done) ?? lists.done
        lists.went = codes(.went) ?? lists.went
        lists.otherwise = codes(.otherwise) ?? lists.otherwise
        return lists
    }

    private mutating func codes(_ list: CodeLists.List) -> [CodeLists.Code]? {
        let key = "call-facts.\(list.rawValue)"
        guard let items = source.values[key]?.items else { return nil }
        var codes: [CodeLists.Code] = []
        for item in items {
            let parts = item.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, Identifier<CodeLists>.isWellFormed(parts[0]) else {
                fail(
                    key, "'\(item)' is no code with its words",
                    fix: "write code=Words a person reads")
                continue
            }
            guard !codes.contains(where: { $0.code == parts[0] }) else {
                fail(key, "'\(parts[0])' stands there twice", fix: "give each code once")
                continue
            }
            codes.append(CodeLists.Code(parts[0], parts[1]))
        }
        if codes.isEmpty {
            fail(key, "'\(key)' has no code", fix: "leave it out for the standard ones")
        }
        if list == .went, codes.count != 5 {
            fail(key, "'went' has \(codes.count) values", fix: "give five, from worst to best")
        }
        return codes
    }

    mutating func retention() -> RetentionSettings? {
        let fix = "write a duration such as 90 days"
        func days(_ text: String) -> Duration? {
            parseDuration(text).flatMap { $0 >= .days(1) ? $0 : nil }
        }
        guard
            let personal = value("retention.personal", or: "90 days", days, fix: fix),
            let working = value("retention.working-time", or: "1827 days", days, fix: fix),
            let access = value("retention.access-log", or: "1827 days", days, fix: fix)
        else { return nil }
        return RetentionSettings(
            personal: personal, workingTime: working, accessLog: access,
            isPaused: boolean("retention.paused", or: false))
    }

    mutating func reports() -> ReportSettings {
        let names =
            config.stringArray(forKey: "report.targets") ?? ["person-within-3-min", "same-day"]
        let targets = names.compactMap { name -> ReportSettings.Target? in
            let target = ReportSettings.known.first { $0.name == name }
            if target == nil {
                fail(
                    "report.targets", "there is no target '\(name)'",
                    fix: "use of: "
                        + ReportSettings.known.map(\.name).joined(separator: ", "))
            }
            return target
        }
        let baseline: Double? =
            text("report.baseline") == nil
            ? nil
            : value(
                "report.baseline", or: "",
                { Double($0).flatMap { $0.isFinite && $0 >= 0 ? $0 : nil } },
                fix: "write contacts per family and month before the hotline, such as 0.4")
        let smallest = value(
            "report.smallest-cell", or: "5", { Int($0).flatMap { $0 >= 3 ? $0 : nil } },
            fix: "write a whole number of families, 3 or more")
        return ReportSettings(
            targets: targets, baseline: baseline, smallestCell: smallest ?? 5,
            pricesPath: text("report.prices").map { directory("report.prices", or: $0) })
    }
}
