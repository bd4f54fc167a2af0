import Glibc
import HotlineAPI
import HotlineSettings
import HotlineTexts
import OnCallRoster

/// Looks at everything that a new installation gets wrong.
///
/// Each look is a function of facts; here the facts are gathered.
struct Doctor {
    let daemon: DaemonOptions

    /// The worst first.
    ///
    /// - Throws: where there are no settings.
    func findings() throws -> [Finding] {
        let path = daemon.settings.config ?? Settings.defaultPath
        guard access(path, R_OK) == 0 else {
            let reason = String(cString: strerror(errno))
            throw Failure(
                .unusableInput,
                SettingsFindings.notReadable.with(["path": path, "reason": reason]))
        }
        let settings: Settings
        do throws(SettingsError) {
            settings = try Settings.load(file: path)
        } catch {
            return (SettingsCheck.findings(of: error) + withoutSettings).worstFirst
        }
        let whole = Doctor.wholePath(path)
        let isTrial = SettingsCheck.isTrial(settings, path: whole)
        let word = DaemonWord(of: try daemon.client(), gateways: settings.gateways.map(\.name))
        let running = runningAs(settings)
        let installed = isTrial ? nil : Account(named: Account.daemonName)
        let found = Examination(
            settings: settings, path: path, isTrial: isTrial, word: word,
            user: running ?? installed ?? Account(ofUser: geteuid()),
            isRunning: running != nil && word.answers,
            units: UnitState.ofHotline(), machineNow: word.clock?.machines ?? systemNow()
        ).findings
        return (isTrial ? found.map(\.ofTrial) : found).eachOnce.worstFirst
    }

    /// What can be said where the settings cannot be used.
    private var withoutSettings: [Finding] {
        let machine = ClockCheck(
            isSynchronised: ClockCheck.isSynchronised, now: systemNow(), daemons: nil)
        return [.note(.doctor, SettingsFindings.notUsable.text)] + machine.findings
    }

    /// Whose the running daemon's socket is; `nil` where there is none.
    private func runningAs(_ settings: Settings) -> Account? {
        let socket = Sight(of: daemon.socket ?? settings.controlSocketPath).status
        return socket?.kind == .socket ? socket.map { Account(ofUser: $0.owner) } : nil
    }

    private static func wholePath(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}
