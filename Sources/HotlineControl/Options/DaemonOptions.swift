import ArgumentParser
import HotlineSettings

/// How the daemon is reached.
struct DaemonOptions: ParsableArguments {
    @OptionGroup var settings: SettingsOptions

    @Option(
        help: ArgumentHelp(
            "The daemon's control socket. Default: as the settings say.", valueName: "path"))
    var socket: String?

    func client() throws -> DaemonClient {
        if let socket { return DaemonClient(socketPath: socket) }
        return DaemonClient(socketPath: try settings.required().controlSocketPath)
    }
}
