import Glibc
import HotlineAPI
import HotlineSettings
import HotlineTexts
import OnCallRoster

/// All looks at one installation whose settings can be used.
struct Examination {
    let settings: Settings
    let path: String
    let isTrial: Bool
    let word: DaemonWord
    /// As whom the daemon runs, or is to run.
    let user: Account
    let isRunning: Bool
    let units: [UnitState]?
    /// This machine's clock.
    let machineNow: Instant

    /// The daemon's clock: what it wrote is as old as that says.
    private var now: Instant { word.clock?.daemons ?? machineNow }

    var findings: [Finding] {
        var found = SettingsCheck(settings: settings, path: path, isTrial: isTrial).findings
        found +=
            UserCheck(
                asking: Account(ofUser: geteuid()), daemon: user, hidden: hidden,
                isRunning: isRunning,
                hasDaemonUser: Account(named: Account.daemonName) != nil
            ).findings
        found += DaemonCheck(word: word).findings
        found += PortCheck(settings.listen, daemonAnswers: word.answers).findings
        found += gateways + secrets + ofRoster + machine
        found += PricesCheck(path: settings.reports.pricesPath, for: user).findings
        found += messages
        return found + ServiceCheck(units: units, daemonAnswers: word.answers).findings
    }

    private var hidden: [String] {
        [
            settings.rosterPath, settings.stateDirectory, settings.logPath,
            settings.credentialsDirectory,
        ].filter { Sight(of: $0) == .hidden || access($0, F_OK) == 0 && access($0, R_OK) != 0 }
    }

    private var gateways: [Finding] {
        settings.gateways.flatMap { gateway in
            let heard = word.gateways[gateway.name].map {
                GatewayCheck(gateway: gateway, facts: $0).findings
            }
            return (heard ?? []) + (PublicAddressCheck(of: gateway)?.findings ?? [])
        }
    }

    private var messages: [Finding] {
        let check = MessengerCheck(settings: settings, word: word, units: units, now: now)
        let unit = units?.first { $0.name == UnitState.messenger }
        return check?.findings ?? MessengerCheck.withoutSettings(unit)
    }

    private var secrets: [Finding] {
        let handed = units?.first { $0.name == UnitState.daemon }?.credentials ?? ""
        let checks = settings.gateways.map { gateway in
            SecretsCheck(
                gateway, of: settings, daemon: user,
                isHandedOver: handed.contains(gateway.credential)
                    || handed.contains(settings.credentialsDirectory))
        }
        let folder = settings.credentialsDirectory
        return checks.flatMap(\.findings) + SecretsCheck.shared(checks)
            + (handed.contains(folder) ? CredentialsFolderCheck(of: folder).findings : [])
    }

    private var ofRoster: [Finding] {
        var found: [Finding] = []
        var reading: RosterReading?
        do throws(RosterFolderError) {
            reading = try RosterFolder(path: settings.rosterPath).read(now: now)
        } catch {
            found.append(.danger(.roster, .plain("\(error)")))
        }
        found +=
            PermissionCheck(
                settings: settings, path: path, rosterFiles: reading?.files.map(\.name) ?? [],
                daemon: user
            ).findings
        if let reading {
            found +=
                RosterCheck(
                    reading: reading, now: now, inForce: word.status?.roster
                ).findings
        }
        let roster = reading?.standing
        if let roster {
            found += NumberCheck(roster: roster, settings: settings).findings
            found += ZoneCheck(zone: roster.zone, now: now).findings
        }
        found += word.failing.map(DaemonCheck.numbers) ?? []
        found +=
            AccessCheck(settings: settings, roster: roster) { who in
                who.hasPrefix("@")
                    ? groupID(named: String(who.dropFirst())) != nil
                    : Account(named: who) != nil
            }.findings
        return found
            + FallbackCheck(
                in: settings.stateDirectory, numbers: roster?.numbers.values.map(\.number),
                now: now,
                daemonSince: word.status.flatMap { Instant(rfc3339: $0.since) }
            ).findings + FallbackReadersCheck(in: settings.stateDirectory).findings
    }

    private var machine: [Finding] {
        let spools = [settings.stateDirectory, settings.runtimeDirectory].map { $0 + "/spool" }
        let clock = ClockCheck(
            isSynchronised: ClockCheck.isSynchronised, now: machineNow,
            daemons: word.clock?.daemons)
        return clock.findings
            + LogCheck(of: settings.logPath, spools: spools, daemon: word.status?.log).findings
            + DiskCheck(of: settings.stateDirectory).findings
            + BackupCheck(word.backups, log: settings.logPath, now: now).findings
    }
}
