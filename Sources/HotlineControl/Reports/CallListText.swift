import HotlineAPI
import OnCallRoster

/// A page of calls as lines to read.
struct CallListText {
    let text: String

    init(_ list: CallList) {
        guard !list.calls.isEmpty else {
            text = "no calls"
            return
        }
        var columns = Columns()
        columns.add("BEGAN", "GATEWAY", "CALL", "CALLER", "INSTITUTION", "OUTCOME", "TAKEN AFTER")
        for call in list.calls {
            let caller = [call.caller.kind, call.caller.family].compactMap { $0 }
            columns.add(
                call.began, call.gateway, call.call, caller.joined(separator: " "),
                call.caller.institution ?? "-",
                call.rehearsal ? "\(call.outcome) (rehearsal)" : call.outcome,
                call.answered.flatMap { CallListText.wait(from: call.began, to: $0) } ?? "-")
        }
        let more = list.next.map { ["more calls: --after \($0)"] } ?? []
        text = (columns.lines + more).joined(separator: "\n")
    }

    private static func wait(from began: String, to answered: String) -> String? {
        guard let start = Instant(rfc3339: began), let end = Instant(rfc3339: answered) else {
            return nil
        }
        return "\((end - start).wholeSeconds) s"
    }
}
