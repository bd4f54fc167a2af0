import HotlineTestSupport
import Testing

/// The same situations, as each gateway's own words tell them.
@Suite struct `Situations that hurt, at a gateway of another dialect` {
    /// What comes late keeps the sweeper away as long as it comes.
    private static let differingLate = [
        "C14 a talk that is silent for ninety minutes has its professional rung last",
        "C18 every event gives a call its time again",
    ]

    private func play(
        _ situation: CallCase, repeats: Bool = false, isLate: Bool = false,
        as make: @escaping (LabClock) -> any GatewayLanguage
    ) throws {
        let language = make(LabClock())
        let telephone = try DaemonTelephone(
            situation.roster, more: language.settings, credentials: [language.name: language.secret]
        ) { folder in
            DialectGateway(make(folder.clock), of: folder, repeats: repeats, isLate: isLate)
        }
        guard !language.differing.contains(situation.name),
            !isLate || !Self.differingLate.contains(situation.name)
        else {
            #expect(throws: Conversation.Broken.self) { try situation.play(telephone) }
            return
        }
        do {
            try situation.play(telephone)
        } catch let beyond as Beyond {
            #expect(language.beyond.contains(beyond), "\(beyond)")
        }
    }

    @Test(arguments: CallCase.all)
    func `end as they should at Twilio`(_ situation: CallCase) throws {
        try play(situation) { TwilioLanguage(vendor: .twilio, clock: $0) }
    }

    @Test(arguments: CallCase.all)
    func `end as they should at SignalWire, which sends all twice`(_ situation: CallCase) throws {
        try play(situation, repeats: true) { TwilioLanguage(vendor: .signalwire, clock: $0) }
    }

    @Test(arguments: CallCase.all)
    func `end as they should at Telnyx, whose reports come late`(_ situation: CallCase) throws {
        try play(situation, isLate: true) { TwilioLanguage(vendor: .telnyx, clock: $0) }
    }

    @Test(arguments: CallCase.all)
    func `end as they should at jambonz`(_ situation: CallCase) throws {
        try play(situation) { JambonzLanguage(clock: $0) }
    }

    @Test(arguments: CallCase.all)
    func `end as they should at 46elks`(_ situation: CallCase) throws {
        try play(situation) { ElksLanguage(clock: $0) }
    }
}
