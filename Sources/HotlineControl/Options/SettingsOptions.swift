import ArgumentParser
import Glibc
import HotlineSettings
import HotlineTexts

/// Where the settings stand.
struct SettingsOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            The settings. Default: config/hotlined.yaml where it exists, else \
            /etc/akuttelefon/hotlined.yaml.
            """,
            valueName: "file"),
        completion: .file())
    var config: String?

    /// The settings, for a command that can't do without.
    func required() throws -> Settings {
        do throws(SettingsError) {
            return try Settings.load(file: config)
        } catch {
            throw Failure(.unusableInput, error.description)
        }
    }

    /// The settings, for a command that can do without unless a file is named.
    func ifAny() throws -> Settings? {
        if config != nil { return try required() }
        guard access(Settings.defaultPath, F_OK) == 0 else { return nil }
        do throws(SettingsError) {
            return try Settings.load(file: nil)
        } catch {
            let ignored = WrittenLanguage.asked(TroubleWords.settingsIgnored)
            Terminal.complain("\(error.description)\n\(ignored)")
            return nil
        }
    }
}
