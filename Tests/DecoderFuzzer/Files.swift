import GatewayWebhooks
import Glibc
import HotlineSettings
import OnCallRoster

/// A file of settings: all that is wrong with it is told, else what they say makes sense. Whether
/// they could be used.
func readSettings(_ input: Input) -> Bool {
    do {
        let settings = try Settings.load(
            file: ScratchFile.path(holding: Array(input.rest)), environment: [:])
        check(settings)
        return true
    } catch {
        check(error)
        return false
    }
}

/// A file of prices, alike.
func readPrices(_ input: Input) -> Bool {
    do {
        let prices = try PricesFile.read(Array(input.rest), path: "prices.yaml")
        let amounts = [prices.standby, prices.awake].flatMap { hour in
            [hour.weekday, hour.night, hour.weekend, hour.holiday].compactMap { $0 }
        }
        hold(
            (amounts + [prices.handling, prices.lineMonth]).allSatisfy { $0 >= 0 },
            "nothing costs less than nothing")
        hold(
            prices.handlingUnit >= .zero && prices.handlingUnit <= .hours(24),
            "a unit has a day at most")
        return true
    } catch {
        check(error)
        return false
    }
}

private func check(_ error: SettingsError) {
    hold(!error.problems.isEmpty, "what is not taken has a problem")
    hold(error.problems.allSatisfy { !$0.isEmpty }, "a problem has words")
}

private func check(_ settings: Settings) {
    hold((0...65_535).contains(settings.listen.port), "a port is one")
    hold(settings.retention.personal >= .days(1), "nothing is forgotten within a day")
    hold(settings.reports.smallestCell >= 3, "a cell has three families or more")
    hold(settings.codeLists.went.count == 5, "how it went has five values")
    for gateway in settings.gateways {
        hold(Identifier<Settings>.isWellFormed(gateway.name), "a gateway's name stands in a path")
        hold(
            gateway.dialect.authentications.contains(gateway.authentication),
            "a gateway proves itself as its dialect can")
        hold(
            gateway.publicURL != nil || !gateway.dialect.needsPublicURL,
            "a gateway that signs an address has one")
        hold(gateway.publicURL?.hasSuffix("/") != true, "an address ends without a slash")
    }
}

/// A file of secrets, for each way in which a gateway proves itself. Whether one was taken.
func readSecrets(_ input: Input) -> Bool {
    let lines = GatewaySecrets.lines(of: Array(input.rest))
    var isTaken = false
    for kind in GatewayAuthentication.allCases {
        do throws(GatewaySecretProblem) {
            let secrets = try GatewaySecrets(lines: lines, for: kind)
            hold(secrets.count <= lines.count, "a line has one secret at most")
            hold("\(secrets)".utf8.count < 20, "secrets show their number only")
            isTaken = isTaken || secrets.count > 0
        } catch {
            hold((1...lines.count).contains(error.line), "a problem names a line")
            let words = lines[error.line - 1].split(separator: " ").filter { $0.utf8.count >= 20 }
            hold(!words.contains { error.description.contains($0) }, "a problem repeats no secret")
        }
    }
    return isTaken
}

/// A file without a name, for what is read by its path.
private enum ScratchFile {
    private static let descriptor: Int32 = {
        var name = Array("/tmp/decoder-fuzzer-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0, unlink(name) == 0 else { stop("no file can be made in /tmp") }
        return descriptor
    }()

    static func path(holding bytes: [UInt8]) -> String {
        let written = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        guard written == bytes.count, ftruncate(descriptor, off_t(bytes.count)) == 0 else {
            stop("the file cannot be written")
        }
        return "/proc/self/fd/\(descriptor)"
    }
}
