import CallLog
import CallRouting
import Dispatch
import HotlineAPI
import HummingbirdCore
import OnCallRoster

extension ControlDoor {
    private static let queue = DispatchQueue(label: "reports", qos: .utility)

    /// The figures of the days `from` to `to`, off the threads that answer calls.
    func report(_ target: ControlTarget) async -> Response {
        let zone = rosters.inForce?.roster.zone ?? .danish
        guard let from = target.query["from"].flatMap({ CivilDate($0) }),
            let to = target.query["to"].flatMap({ CivilDate($0) }), from < to
        else {
            return ControlFlaw("'from' and 'to' are days as YYYY-MM-DD, 'to' after 'from'").response
        }
        let interval = Interval(zone.instant(from), zone.instant(to))
        let (log, now) = (exchange.log, clock.now)
        let made: Result<CallReport, LogError> = await withCheckedContinuation { waiting in
            ControlDoor.queue.async {
                var report = CallReport(interval: interval, zone: zone, now: now)
                do throws(LogError) {
                    try log.eachCall(
                        in: Interval(interval.start - CallReport.lead, interval.end)
                    ) { report.count($0) }
                    waiting.resume(returning: .success(report))
                } catch {
                    waiting.resume(returning: .failure(error))
                }
            }
        }
        switch made {
        case .success(let report):
            return .document(
                ReportDocument(
                    report, from: from, to: to, made: now, version: Hotlined.versionText))
        case .failure(let error):
            return .problem(503, "Service Unavailable", "the log cannot be read: \(error)")
        }
    }
}
