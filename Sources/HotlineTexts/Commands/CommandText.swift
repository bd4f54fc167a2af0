/// Texts of one part of `hotlinectl`. A switch over the cases gives each its two languages, so that
/// neither can be missing.
package protocol CommandText: CaseIterable, Hashable, Sendable {
    var text: Text { get }
}

/// All parts, for whoever looks through every text.
package enum CommandCatalogue {
    package static let parts: [any CommandText.Type] = [
        CodeText.self, StatusWords.self, CallWords.self, FollowUpWords.self, DutyWords.self,
        RouteWords.self, CareWords.self, DaemonWords.self, ProgressWords.self, ChangeWords.self,
        ChangeRefusalWords.self, ChangeTroubleWords.self, SessionWords.self, ReportWords.self,
        NoteQuestionWords.self, RehearsalWords.self, UsageWords.self, TroubleWords.self,
        DoctorWords.self, AboutText.self, AccessFindings.self, BackupFindings.self,
        ClockFindings.self, ZoneFindings.self, DaemonFindings.self, DiskFindings.self,
        FallbackFindings.self, GatewayFindings.self, GatewayTestWords.self, LogFindings.self,
        NumberFindings.self, PermissionFindings.self, UserFindings.self, PortFindings.self,
        RosterFindings.self, SecretsFindings.self, ServiceFindings.self, SettingsFindings.self,
        PricesFindings.self, MessageListWords.self,
        MessengerFindings.self,
    ]

    /// Every text, part by part.
    package static var texts: [Text] { parts.flatMap { texts(of: $0) } }

    private static func texts<Part: CommandText>(of part: Part.Type) -> [Text] {
        part.allCases.map(\.text)
    }
}

extension Text {
    /// With each `{name}` replaced by its value, in both languages.
    package func filled(_ values: [String: String]) -> Text {
        Text(WrittenLanguage.danish(self, values), WrittenLanguage.english(self, values))
    }
}

extension WrittenLanguage {
    package func callAsFunction(_ entry: some CommandText) -> String { self(entry.text) }

    package func callAsFunction(_ entry: some CommandText, _ values: [String: String]) -> String {
        self(entry.text, values)
    }
}
