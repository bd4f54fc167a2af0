import HotlineSettings
import OnCallRoster

extension RosterOptions {
    /// Makes a change in the roster that the options name, and tells what came of it.
    func change(_ request: ChangeRequest) throws -> ExitStatus {
        let changing = RosterChanging(
            path: try place(), namedPath: path, author: ChangeAuthor.current,
            now: systemNow().wholeSecond)
        let report = try changing.make(request)
        Terminal.say(report.text)
        for note in report.notes { Terminal.complain(note) }
        return .done
    }
}
