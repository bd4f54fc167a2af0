/// What all findings of `doctor` have in common.
package enum DoctorWords: CommandText {
    case notCounted, andMore

    package var text: Text {
        switch self {
        case .notCounted: Text("(tæller ikke på prøve) {found}", "(not counted in a trial) {found}")
        case .andMore: Text("{items} og {count} mere", "{items} and {count} more")
        }
    }
}

/// What `doctor` and `gateway test` looked at. In English the names read as they are.
package enum AboutText: String, CommandText {
    case doctor, settings, daemon, port, gateway, secrets, permissions, roster, number, access
    case fallback, clock, zone, log, disk, backup, prices, messages, service
    case setUp = "set-up"
    case selfCall = "self-call"
    case alarm

    package var text: Text { Text(danish, rawValue) }

    private var danish: String {
        switch self {
        case .doctor: "doctor"
        case .settings: "indstillinger"
        case .daemon: "hotlined"
        case .port: "port"
        case .gateway: "telefonsystem"
        case .secrets: "hemmeligheder"
        case .permissions: "rettigheder"
        case .roster: "vagtplan"
        case .number: "numre"
        case .access: "adgang"
        case .fallback: "nødplan"
        case .clock: "ur"
        case .zone: "tidszone"
        case .log: "log"
        case .disk: "disk"
        case .backup: "kopier"
        case .prices: "priser"
        case .messages: "beskeder"
        case .service: "systemd"
        case .setUp: "opsætning"
        case .selfCall: "prøve af linjen"
        case .alarm: "alarm"
        }
    }
}

extension WrittenLanguage {
    /// What was looked at, by its name in the document.
    package func about(_ name: String) -> String {
        AboutText(rawValue: name).map { self($0) } ?? name
    }
}
