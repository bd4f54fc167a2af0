package import CallRouting
package import OnCallRoster

/// What every dialect that hands out hooks is given of the installation.
package struct DialectFrame: Sendable {
    package let gateway: GatewayName
    /// The address at which the gateway reaches the daemon, up to `/gateway`; empty where hooks are
    /// relative to the gateway's own setting.
    package let publicURL: String
    package let hookKey: HookKey
    package let speech: Speech
    /// Rung where an instruction names nobody.
    package let lastResort: DialTarget
    /// The gateway's own name of our account; `nil`: any.
    package let account: String?
    package let callbackKey: String?

    package init(
        gateway: GatewayName, publicURL: String, hookKey: HookKey, speech: Speech,
        lastResort: DialTarget, account: String? = nil, callbackKey: String? = nil
    ) {
        self.gateway = gateway
        self.publicURL = publicURL
        self.hookKey = hookKey
        self.speech = speech
        self.lastResort = lastResort
        self.account = account
        self.callbackKey = callbackKey
    }

    /// The whole address of a hook.
    func url(_ hook: Hook) -> String {
        "\(publicURL)/gateway/\(gateway)/\(hookKey.path(of: hook, gateway: gateway))"
    }

    /// A new address for each time that keys are asked for: it follows from the delivery that led to
    /// it, so that a repeated delivery gets the same one.
    func gatherURL(_ purpose: Hook.Purpose, of call: String, step: Int, after delivery: DeliveryID)
        -> String
    {
        url(
            Hook(
                purpose, of: call, step: step,
                turn: hookKey.turn(after: delivery.rawValue, gateway: gateway)))
    }

    func key(_ call: String) -> CallKey { CallKey(gateway: gateway, call: call) }

    /// An id of at most 255 bytes for what stands for one delivery.
    func delivery(_ parts: String...) -> DeliveryID {
        let id = parts.joined(separator: "|")
        guard id.utf8.count > 255 else { return DeliveryID(rawValue: id) }
        return DeliveryID(rawValue: hookKey.turn(after: id, gateway: gateway))
    }
}

extension OpenCall {
    /// Whether a leg rings now, and its step is the current one.
    func isRinging(_ leg: LegID) -> Bool {
        phase == .ringing && leg.step == step && self.leg(leg)?.isOpen == true
    }

    /// What the call's current step says of a leg.
    func target(of leg: LegID) -> Dial.Target? {
        guard case .dial(let dial) = instruction else { return nil }
        return dial.targets.first { $0.leg == leg }
    }

    /// The legs of a step that are open, in their order.
    func openLegs(of step: Int) -> [Leg] { legs.filter { $0.id.step == step && $0.isOpen } }

    /// Whether a key is asked for before a leg has the call, by the plan.
    func needsKey(_ leg: LegID) -> Bool { target(of: leg)?.confirm ?? true }

    /// Who ended a call of which the gateway says only that it is over.
    var likelyEnder: EndedBy {
        if isSelfCall { return .gateway }
        return switch phase {
        case .taken, .new, .gathering, .ringing: .caller
        case .released: .professional
        case .promised, .withoutPromise, .ended: .gateway
        }
    }
}
