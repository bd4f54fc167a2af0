import CallLog
import CallRouting
import Dispatch
import HotlineAPI
import HotlineSettings
import HummingbirdCore
import OnCallRoster

extension APIDoor {
    private static let queue = DispatchQueue(label: "reports", qos: .utility)

    /// The figures of the days `from` to `to`, as they are now.
    func report(_ call: APICall) async throws(APIFlaw) -> ReportDocument {
        try await counted(try request(call))
    }

    /// As `report`, for a page that is looked at again and again: what was counted within the last
    /// hour is shown at once, and counted anew meanwhile if something has happened since.
    func keptReport(_ call: APICall) async throws(APIFlaw) -> ReportDocument {
        let request = try request(call)
        let key = KeptReports<ReportDocument>.Key(
            from: request.from, to: request.to, institutions: request.institutions,
            least: request.least, roster: request.roster?.sha256)
        switch keptReports.answer(
            for: key, at: clock.monotonic, changes: exchange.switchboard.changes.count)
        {
        case .none: return try await counted(request, keptAs: key)
        case .kept(let report): return report
        case .old(let report):
            Task { try? await counted(request, keptAs: key) }
            return report
        }
    }

    private func request(_ call: APICall) throws(APIFlaw) -> ReportRequest {
        let query = call.target.query
        return try ReportRequest(
            from: query["from"].flatMap { CivilDate($0) },
            to: query["to"].flatMap { CivilDate($0) },
            visitor: call.visitor, settings: settings.reports, inForce: rosters.inForce,
            now: clock.now)
    }

    @discardableResult
    private func counted(
        _ request: ReportRequest, keptAs key: KeptReports<ReportDocument>.Key
    ) async throws(APIFlaw) -> ReportDocument {
        let (began, drops) = (clock.monotonic, keptReports.drops)
        let changes = exchange.switchboard.changes.count
        func keep(_ report: ReportDocument?) {
            keptReports.keep(report, for: key, at: began, changes: changes, drops: drops)
        }
        do throws(APIFlaw) {
            let report = try await counted(request)
            keep(report)
            return report
        } catch {
            keep(nil)
            throw error
        }
    }

    /// Counts off the threads that answer calls.
    private func counted(_ request: ReportRequest) async throws(APIFlaw) -> ReportDocument {
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
