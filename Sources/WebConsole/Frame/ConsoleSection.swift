import HotlineTexts

/// A page of the navigation, in its order. Who sees which is decided by the daemon.
package enum ConsoleSection: CaseIterable, Sendable {
    case now, calls, followUps, duty, roster, reports, operations, access

    package var path: String {
        switch self {
        case .now: "/console"
        case .calls: "/console/calls"
        case .followUps: "/console/follow-ups"
        case .duty: "/console/duty"
        case .roster: "/console/roster"
        case .reports: "/console/reports"
        case .operations: "/console/operations"
        case .access: "/console/access"
        }
    }

    var label: FrameText {
        switch self {
        case .now: .sectionNow
        case .calls: .sectionCalls
        case .followUps: .sectionFollowUps
        case .duty: .sectionDuty
        case .roster: .sectionRoster
        case .reports: .sectionReports
        case .operations: .sectionOperations
        case .access: .sectionAccess
        }
    }
}
