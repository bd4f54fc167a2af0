import HotlineTexts

/// A page of the navigation, in its order. Who sees which is decided by the daemon.
package enum ConsoleSection: CaseIterable, Sendable {
    case now, operations, access

    package var path: String {
        switch self {
        case .now: "/console"
        case .operations: "/console/operations"
        case .access: "/console/access"
        }
    }

    var label: FrameText {
        switch self {
        case .now: .sectionNow
        case .operations: .sectionOperations
        case .access: .sectionAccess
        }
    }
}
