/// The templates, compiled in from `Templates/`. A template is added as a file and as a case here.
package enum ConsoleTemplate: String, CaseIterable, Sendable {
    /// What stands around every page.
    case layout
    /// Parts that other templates take in.
    case seal, moment, noted, task
    case signin, linksent, confirm
    case refusal, reason
    case now, calls, call, card, note, followups, followup, operations, access
    case duty, dutycheck, reports, roster, rosterpreview
    case rostercheck

    /// The file as it is.
    var bytes: [UInt8] {
        switch self {
        case .layout: PackageResources.layout_mustache
        case .seal: PackageResources.seal_mustache
        case .moment: PackageResources.moment_mustache
        case .noted: PackageResources.noted_mustache
        case .task: PackageResources.task_mustache
        case .signin: PackageResources.signin_mustache
        case .linksent: PackageResources.linksent_mustache
        case .confirm: PackageResources.confirm_mustache
        case .refusal: PackageResources.refusal_mustache
        case .reason: PackageResources.reason_mustache
        case .now: PackageResources.now_mustache
        case .calls: PackageResources.calls_mustache
        case .call: PackageResources.call_mustache
        case .card: PackageResources.card_mustache
        case .note: PackageResources.note_mustache
        case .followups: PackageResources.followups_mustache
        case .followup: PackageResources.followup_mustache
        case .operations: PackageResources.operations_mustache
        case .access: PackageResources.access_mustache
        case .dutycheck: PackageResources.dutycheck_mustache
        case .duty: PackageResources.duty_mustache
        case .reports: PackageResources.reports_mustache
        case .roster: PackageResources.roster_mustache
        case .rosterpreview: PackageResources.rosterpreview_mustache
        case .rostercheck: PackageResources.rostercheck_mustache
        }
    }
}
