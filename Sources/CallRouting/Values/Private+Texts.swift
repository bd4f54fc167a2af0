package import OnCallRoster

extension String: PrivateText {
    package init?(privateText: String) { self = privateText }
    package var privateText: String { self }
}

extension DialTarget: PrivateText {
    package init?(privateText: String) { self.init(uri: privateText) }
    package var privateText: String { uri }
}

extension PhoneNumber: PrivateText {
    package init?(privateText: String) { self.init(privateText) }
    package var privateText: String { e164 }
}

extension FamilyID: PrivateText {
    package init?(privateText: String) { self.init(rawValue: privateText) }
    package var privateText: String { rawValue }
}
