import HotlineTexts

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
                    .fallback, FallbackFindings.noGroup.with(["group": name]),
                    FallbackFindings.makeGroup.text, run: "groupadd --system \(name)"
                ).whereCallsArrive
            ]
        }
        guard status.group == group else {
            return [
                .mend(
                    .fallback,
                    FallbackFindings.otherGroup.with(["folder": folder, "group": name]),
                    FallbackFindings.joinGroup.text,
                    run: "usermod -aG \(name) \(Account.daemonName)"
                ).whereCallsArrive
            ]
        }
        guard let gateway, !gateway.groups.contains(group) else { return [] }
        return [
            .mend(
                .fallback,
                FallbackFindings.noMember.with(["user": gateway.name, "group": name]),
                FallbackFindings.makeMember.text, run: "usermod -aG \(name) \(gateway.name)"
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
