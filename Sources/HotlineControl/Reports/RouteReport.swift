import CallRouting
import HotlineAPI
import HotlineTexts
import OnCallRoster

/// What `route` answers: whom a call would ring, in what order and why, decided by the same code
/// as a real call.
struct RouteReport {
    let document: RouteDocument
    let toned: Toned
    /// What the answer takes for granted, for standard error.
    let notes: [String]

    /// A call that is not made.
    struct Question {
        let from: CallerID
        /// The hotline's number; `nil` for the roster's first.
        let to: PhoneNumber?
        let at: Instant
    }

    /// `lastResort` is the settings'; `nil` where no settings are known.
    init(
        _ question: Question, roster: Roster, lastResort: DialTarget?,
        in language: WrittenLanguage = .english
    ) {
        let call = UnmadeCall(question, in: roster)
        let plan = call.plan(lastResort: lastResort ?? UnmadeCall.placeholder)
        let dry = plan.dryRun(at: question.at, context: RoutingContext())
        let rung = Set(dry.steps.flatMap { $0.step.targets.compactMap(\.professional) })
        let deadline = question.at + .seconds(plan.callbackWithinSeconds)
        document = RouteDocument(
            at: question.at.description, caller: CallerFacts(call.caller),
            steps: dry.steps.enumerated().map { index, dialled in
                RouteDocument.Step(
                    step: index + 1, round: dialled.step.round, ringSeconds: dialled.ringSeconds,
                    targets: dialled.step.targets.map { RouteDocument.Target($0) })
            },
            leftOut: dry.leftOut.map {
                RouteDocument.Omission(
                    professional: $0.professional.rawValue, because: $0.because.rawValue)
            },
            endsWith: RouteDocument.Ending(
                instruction: Instruction.Name.callback.rawValue, deadline: deadline.description,
                owner: plan.owner(unanswered: rung)?.rawValue))
        toned =
            RouteText(
                document: document, at: question.at, deadline: deadline,
                hasNumber: question.from.number != nil, roster: roster, say: language
            ).toned
        notes = [
            call.unknownNumberNote, call.pinNote, lastResort == nil ? call.lastResortNote : nil,
        ].compactMap { $0.map { language($0) } }
    }

    var text: String { toned.text }
}

/// A call that is not made, and what must be taken for granted to plan it.
private struct UnmadeCall {
    let caller: Caller
    private let question: RouteReport.Question
    private let to: PhoneNumber?
    private let inForce: RosterInForce

    /// Stands for the settings' last resort where no settings are known.
    static let placeholder = shortNumber("114")

    init(_ question: RouteReport.Question, in roster: Roster) {
        self.question = question
        to = question.to ?? roster.numbers.values.first?.number
        inForce = RosterInForce(roster, around: question.at)
        caller = Caller(question.from, dialled: to, at: question.at, in: inForce)
    }

    func plan(lastResort: DialTarget) -> RingPlan {
        var planner = RingPlanner(
            caller: caller, number: question.from.number, dialled: to, at: question.at,
            inForce: inForce, settings: RoutingSettings(lastResort: lastResort),
            abilities: GatewayAbilities(), context: RoutingContext())
        return planner.plan()
    }

    var unknownNumberNote: Text? {
        guard let to, inForce.roster.numbers[to] == nil else { return nil }
        return RouteWords.unknownNumber.text.filled(["number": to.e164])
    }

    var pinNote: Text? {
        guard let length = inForce.roster.directory.pinLength else { return nil }
        let families = question.from.number.flatMap { inForce.roster.directory.families[$0] } ?? []
        guard families.count > 1 || caller.isAskedForPIN(in: inForce.roster) else { return nil }
        return RouteWords.pin.text.filled(["digits": "\(length)"])
    }

    /// Another placeholder makes another plan only where the roster has no last resort of its own.
    var lastResortNote: Text? {
        let other = UnmadeCall.shortNumber("112")
        let isUsed =
            plan(lastResort: UnmadeCall.placeholder).otherwise
            != plan(lastResort: other).otherwise
        guard isUsed else { return nil }
        return RouteWords.lastResort.text.filled(["uri": UnmadeCall.placeholder.uri])
    }

    private static func shortNumber(_ digits: String) -> DialTarget {
        guard let target = DialTarget(digits) else {
            preconditionFailure("'\(digits)' is a short number")
        }
        return target
    }
}

extension CallerFacts {
    fileprivate init(_ caller: Caller) {
        self.init(
            kind: caller.kind.rawValue, family: caller.family?.value?.rawValue,
            institution: caller.institution?.rawValue,
            municipality: caller.municipality?.rawValue)
    }
}

extension RouteDocument.Target {
    fileprivate init(_ target: RingPlan.Target) {
        self.init(
            professional: target.professional?.rawValue, uri: target.uri.value?.uri,
            confirm: target.confirm, because: target.because.description)
    }
}
