import HotlineSettings
import HotlineTexts
import OnCallRoster

/// Whether reports can tell costs.
struct PricesCheck {
    /// As the settings name it; `nil`: none.
    let path: String?
    /// What reading it came to.
    let problems: [String]
    /// Whether the daemon's user may read it.
    let isReadable: Bool
    let daemonName: String

    init(path: String?, problems: [String], isReadable: Bool, daemonName: String) {
        self.path = path
        self.problems = problems
        self.isReadable = isReadable
        self.daemonName = daemonName
    }

    /// Reads the file.
    init(path: String?, for daemon: Account) {
        var problems: [String] = []
        if let path {
            do throws(SettingsError) {
                _ = try PricesFile.load(path)
            } catch {
                problems = error.problems
            }
        }
        let status = path.flatMap { Sight(of: $0).status }
        self.init(
            path: path, problems: problems, isReadable: status.map { daemon.mayRead($0) } ?? false,
            daemonName: daemon.name)
    }

    var findings: [Finding] {
        guard let path else {
            return [.ok(.prices, PricesFindings.none.text)]
        }
        guard problems.isEmpty else { return problems.map { .mend(.prices, .plain($0)) } }
        guard isReadable else {
            return [
                .mend(
                    .prices, PricesFindings.unread.with(["path": path, "user": daemonName]),
                    run: "chmod a+r \(shellWord(path))")
            ]
        }
        return [.ok(.prices, PricesFindings.read.with(["path": path]))]
    }
}
