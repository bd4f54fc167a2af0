import ArgumentParser
import CallRouting
import GatewayWebhooks
import HotlineAPI
import HotlineTexts
import OnCallRoster

/// `gateway recordings`
struct GatewayRecordingsCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "recordings",
        abstract: "List the recordings that a gateway plays which cannot speak, with their texts.",
        discussion: """
            One line a file: its place in the folder of 'sounds', and what is to be spoken in it. The \
            texts are the roster's, else the defaults.

            Examples:
              hotlinectl gateway recordings --speak da
            """)

    @OptionGroup var roster: RosterOptions

    @Option(
        help: ArgumentHelp("The language of the recordings.", valueName: "language"),
        transform: { text in
            guard Language.isWellFormed(text) else {
                throw ValidationError(.language)
            }
            return Language(rawValue: text)
        })
    var speak: Language = "da"

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let announcements = try roster.answering(at: nil).roster.routing(of: nil).announcements
            let lines = RecordingList(Phrasebook(announcements), in: speak).lines
            guard !lines.isEmpty else {
                throw Failure(
                    .unusableInput, TroubleWords.noRecording.with(["language": "\(speak)"]))
            }
            for line in lines {
                Terminal.say("\(line.file)\t\(line.text)")
            }
            return .done
        }
    }
}
