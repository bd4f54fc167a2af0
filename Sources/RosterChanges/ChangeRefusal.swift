package import HotlineSettings
package import OnCallRoster

/// Why a change was not made. The roster's files are then as they were.
package struct ChangeRefusal: Error, Sendable {
    package enum Reason: Sendable {
        /// The roster as it stands has these errors, so that no change of it would take effect.
        case hasErrors([Problem])
        /// It would have these errors with the change.
        case wouldHaveErrors([Problem])
        case unknownLine(String, known: [String])
        case unknownProfessional(String, known: [String])
        case endsBeforeItBegins(start: Instant, end: Instant)
        /// What lasts longer than `RosterChange.longest` is a mistyped year, or a rule of its own.
        case tooLong(Interval)
        /// A roster's times are whole minutes.
        case splitsMinute(Instant)
        /// The wall time comes twice, and the first one would count.
        case comesTwice(Instant, asWritten: WrittenTime)
        /// Who shall fill the line is absent throughout.
        case isAbsent(ProfessionalID, Place)
        /// The absence stands there already.
        case isAbsentAlready(ProfessionalID, Place)
        /// Another override of the line stands there.
        case hasOverride(LineID, DatedDuty)
        /// An override says so already.
        case isOverriddenSo(LineID, DatedDuty)
        /// Whoever shall fill the line does so without a change.
        case isSo(LineID, ProfessionalID?, Interval)
        /// The file of changes is written in a way that cannot be added to.
        case cannotBeAddedTo(file: String)
        case unreadable(RosterFolderError)
        case folder(FolderTrouble)
    }

    /// What the roster's folder does not allow.
    package enum FolderTrouble: Hashable, Sendable {
        case isFile(path: String)
        case isLink(file: String)
        /// Somebody else changes it at this moment.
        case isHeld(path: String)
        /// Others would lose the file that they read today.
        case wouldBeHidden(file: String)
        /// By an editor, while the change was being made.
        case changedMeanwhile(file: String)
        /// The change is made, but not yet safe from a power cut; `code` is an `errno`.
        case notSynced(file: String, code: Int32)
        /// `code` is an `errno`.
        case system(path: String, Deed, code: Int32)
    }

    /// What the system did not allow.
    package enum Deed: Hashable, Sendable {
        case read, lock, change, write, replace
    }

    package let reason: Reason
    /// Where names are looked up; `nil` where there was no roster without errors.
    package let roster: Roster?

    package init(_ reason: Reason, in roster: Roster? = nil) {
        self.reason = reason
        self.roster = roster
    }
}
