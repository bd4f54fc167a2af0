import HotlineSettings
import HotlineTexts
import OnCallRoster
import RosterChanges

extension RosterOptions {
    /// Makes a change in the roster that the options name, and tells what came of it.
    func change(_ request: ChangeRequest, _ writing: WritingOptions) throws -> ExitStatus {
        let now = systemNow().wholeSecond
        let changing = RosterChanging(path: try place(), author: .current, now: now)
        let made: PlannedChange
        do throws(ChangeRefusal) {
            made = try changing.make(request)
        } catch {
            throw Failure(error)
        }
        let report = ChangeReport(made, path: path, at: now, in: writing.language)
        writing.say(Toned(report.text))
        for note in report.notes { writing.complain(Toned(note)) }
        return .done
    }
}
