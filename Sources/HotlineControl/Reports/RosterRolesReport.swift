import HotlineTexts
import OnCallRoster

/// What `roster roles` prints: for each institution a page to hand out, with the division of roles
/// and the path of a call.
///
/// It names no family and no private number: numbers are the hotline's own and the last resorts'.
struct RosterRolesReport {
    let text: String

    /// - Parameters:
    ///   - id: the institution of the page; `nil` for a page for each.
    ///   - lastResort: the settings'; `nil` where no settings are known.
    /// - Throws: if the roster has no such institution.
    init(
        _ roster: Roster, of id: InstitutionID?, at now: Instant, in language: WrittenLanguage,
        lastResort: DialTarget?
    ) throws(Failure) {
        let pages = try roster.institutions(of: id).map { institution in
            RosterRolesPage(
                of: institution, in: roster, at: now, words: RosterRolesWords(language),
                settingsLastResort: lastResort
            ).text
        }
        text = pages.joined(separator: "\n\n\n")
    }
}

extension Roster {
    fileprivate func institutions(of id: InstitutionID?) throws(Failure) -> [Institution] {
        guard let id else { return institutions.values }
        if let institution = institutions[id] { return [institution] }
        throw unknownID(
            .institution, id.rawValue, among: institutions.values.map(\.id.rawValue))
    }
}
