import CallLog
import CallRouting
import Dispatch
import HotlineAPI
import HummingbirdCore
import OnCallRoster

extension APIDoor {
    private static let queue = DispatchQueue(label: "reports", qos: .utility)

    /// The figures of the days `from` to `to`, off the threads that answer calls.
    func report(_ call: APICall) async throws(APIFlaw) -> Response {
        let target = call.target
        let zone = rosters.inForce?.roster.zone ?? .danish
        guard let from = target.query["from"].flatMap({ CivilDate($0) }),
            let to = target.query["to"].flatMap({ CivilDate($0) }), from < to
        else {
            return APIFlaw("'from' and 'to' are days as YYYY-MM-DD, 'to' after 'from'").response
        }
        let interval = Interval(zone.instant(from), zone.instant(to))
        let (log, now) = (exchange.log, clock.now)
        let report = try await counting { () throws(LogError) -> CallReport in
            var report = CallReport(interval: interval, zone: zone, now: now)
            try log.eachCall(
                in: Interval(interval.start - CallReport.lead, interval.end)
            ) { report.count($0) }
            return report
        }
        return .document(
            ReportDocument(
                report, from: from, to: to, made: now, version: Hotlined.versionText))
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
