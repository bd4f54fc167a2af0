/// Where a test makes the disk slow or broken.
package struct LogFaults: Sendable {
    /// Runs on the writer's thread before each commit of events; what it throws fails the commit.
    package let beforeCommit: @Sendable () throws(LogError) -> Void

    package init(beforeCommit: @escaping @Sendable () throws(LogError) -> Void) {
        self.beforeCommit = beforeCommit
    }

    package static let none = LogFaults(beforeCommit: {})
}
