import CallLog
import CallRouting
import Dispatch
import HotlineAPI
import HotlineSettings
import HummingbirdCore
import OnCallRoster

extension APIDoor {
    private static let queue = DispatchQueue(label: "reports", qos: .utility)

    /// The figures of the days `from` to `to`, off the threads that answer calls.
    func report(_ call: APICall) async throws(APIFlaw) -> ReportDocument {
        let query = call.target.query
        let request = try ReportRequest(
            from: query["from"].flatMap { CivilDate($0) },
            to: query["to"].flatMap { CivilDate($0) },
            visitor: call.visitor, settings: settings.reports, inForce: rosters.inForce,
            now: clock.now)
        let (log, pricesPath) = (exchange.log, settings.reports.pricesPath)
        let made = try await counting { () throws(LogError) in
            try MadeReport(request, of: log, pricesPath: pricesPath)
        }
        return ReportDocument(made, settings: settings.reports, version: Hotlined.versionText)
    }

    /// Long work on the log, off the threads that answer calls, one at a time.
    func counting<Value: Sendable>(
        _ work: @escaping @Sendable () throws(LogError) -> Value
    ) async throws(APIFlaw) -> Value {
        let made: Result<Value, LogError> = await withCheckedContinuation { waiting in
            APIDoor.queue.async {
                do throws(LogError) {
                    waiting.resume(returning: .success(try work()))
                } catch {
                    waiting.resume(returning: .failure(error))
                }
            }
        }
        return try reading { () throws(LogError) in try made.get() }
    }
}
