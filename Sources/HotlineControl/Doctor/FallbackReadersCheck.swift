/// Whether gateways of this machine may read the fallback plan.
struct FallbackReadersCheck {
    let folder: String
    let sight: Sight
    /// The group of those who read it; `nil` where the machine has none.
    let group: UInt32?
    /// A gateway of this machine that reads it; `nil` where there is none.
    let gateway: Account?

    var findings: [Finding] {
        guard let status = sight.status else { return [] }
        let name = Account.fallbackGroupName
        guard let group else {
            return [
                .mend(
                    .fallback,
                    "the group \(name) is missing: no gateway of this machine may read the plan",
                    "make it, and restart the daemon", run: "groupadd --system \(name)"
                ).whereCallsArrive
            ]
        }
        guard status.group == group else {
            return [
                .mend(
                    .fallback, "\(folder) does not belong to the group \(name)",
                    "make the daemon's user one of it, and restart the daemon",
                    run: "usermod -aG \(name) \(Account.daemonName)"
                ).whereCallsArrive
            ]
        }
        guard let gateway, !gateway.groups.contains(group) else { return [] }
        return [
            .mend(
                .fallback,
                "the user \(gateway.name) is not in the group \(name), and cannot read the plan",
                "make it one, and restart that gateway", run: "usermod -aG \(name) \(gateway.name)"
            ).whereCallsArrive
        ]
    }
}

extension FallbackReadersCheck {
    /// Looks at a state directory. Kamailio is the one gateway that reads the plan's file.
    init(in state: String) {
        let folder = state + "/fallback"
        self.init(
            folder: folder, sight: Sight(of: folder),
            group: groupID(named: Account.fallbackGroupName), gateway: Account(named: "kamailio"))
    }
}
