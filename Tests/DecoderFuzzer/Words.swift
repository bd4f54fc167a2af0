import CallLog
import CallRouting
import GatewayWebhooks
import HotlineSettings
import OnCallRoster

/// An instant, a day, a time of day or a span of time. Whether it is one.
func readTime(_ text: String) -> Bool {
    let (instant, date) = (Instant(rfc3339: text), CivilDate(text))
    let (time, duration) = (WallTime(text), parseDuration(text))
    if let instant {
        hold(
            Instant(rfc3339: instant.description) == instant, "an instant is read as it is written")
    }
    if let date { hold(date.description == text, "a day is written as it is read") }
    if let time { hold(time.description == text, "a time of day is written as it is read") }
    if let duration { hold(duration >= .zero, "a span of time has an end after its beginning") }
    return instant != nil || date != nil || time != nil || duration != nil
}

/// A telephone number, whom to dial, or who calls. Whether it is a number or whom to dial.
func readNumber(_ text: String) -> Bool {
    let (number, target) = (PhoneNumber(text), DialTarget(text))
    if let number {
        hold(PhoneNumber(number.e164) == number, "a number is read as it is written")
        hold((8...16).contains(number.e164.utf8.count), "a number has 7 to 15 digits")
        hold(digits("\(number)") <= 2, "a number shows two digits")
    }
    if let target {
        hold(DialTarget(uri: target.uri) == target, "whom to dial is read as it is written")
        hold(digits("\(target)") <= 6, "whom to dial shows no number")
        hold(
            target.uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") },
            "whom to dial ends no header and no element")
    }
    switch CallerID(text) {
    case .withheld: break
    case .number(let number):
        let again = CallerID(number.e164)
        hold(again == .number(number) || again == .withheld, "who calls stays who calls")
    case .unparsed(let kept): hold(kept == text, "what is no number is kept as it came")
    }
    return number != nil || target != nil
}

private func digits(_ text: String) -> Int { text.utf8.count { (0x30...0x39).contains($0) } }

/// The name of a leg, a reason, an end of the log's chain, a family's key, an address to listen on, or
/// a grant. Whether it is one.
func readName(_ text: String) -> Bool {
    let (leg, because, head) = (LegID(text), Because(text), ChainHead(text))
    if let leg { hold(leg.description == text, "a leg is written as it is read") }
    if let because {
        hold(Because(because.description) == because, "a reason is read as it is written")
    }
    if let head { hold(ChainHead(head.text) == head, "the chain's end is read as it is written") }
    let key = FamilyKey(Array(text.utf8))
    let address = ListenAddress(text)
    if let address { hold((0...65_535).contains(address.port), "a port is one") }
    let isGranted = readGrant(text.split(separator: "\n").map(String.init))
    return leg != nil || because != nil || head != nil || key != nil || address != nil || isGranted
}

private func readGrant(_ words: [String]) -> Bool {
    guard let role = words.first.flatMap({ AccessRole(rawValue: $0) }) else { return false }
    let ids = words.dropFirst().map { $0 == "-" ? nil : $0 } + [nil, nil]
    let institutions = ids.dropFirst(2).compactMap { $0 }
    let (grant, problem) = AccessGrant.checked(
        role, professional: ids[0], contact: ids[1], institutions: institutions)
    hold((grant == nil) == (problem != nil), "a grant is given, or it is said why not")
    hold(grant.map { $0.role == role } ?? true, "a grant is of the role that was asked for")
    return grant != nil
}

/// A path that was handed out, or one that somebody made up of it. Whether it could be handed out.
func readHook(_ input: Input) -> Bool {
    var input = input
    let (first, step, leg) = (input.byte(), Int(input.byte()), Int(input.byte()))
    let call = String(decoding: input.part() ?? [], as: UTF8.self)
    let turn = input.part().map { String(decoding: $0, as: UTF8.self) } ?? "0"
    let purposes = Hook.Purpose.allCases
    let hook = Hook(
        purposes[Int(first) % purposes.count], of: call, step: step * 40, leg: leg, turn: turn)
    func read(_ path: String, of gateway: GatewayName = Scene.gateway) -> Hook? {
        Scene.hookKey.hook(
            at: path.split(separator: "/", omittingEmptySubsequences: false), gateway: gateway)
    }
    let path = Scene.hookKey.path(of: hook, gateway: Scene.gateway)
    hold(read(path, of: "other") == nil, "a path of one gateway is none of another's")
    hold(read(String(path.dropLast())) == nil, "nor is a part of it one")
    hold(read(path + "A") == nil, "nor more than it")
    let madeUp = input.text
    hold(read(madeUp) == nil || madeUp == path, "nobody makes up a path")
    guard let found = read(path) else {
        let isCall = call.unicodeScalars.allSatisfy {
            $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
        }
        let isTurn = turn.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }
        let isFit = (1...255).contains(call.utf8.count) && step * 40 <= 9999
        hold(!(isCall && isTurn && isFit), "what was handed out is known again")
        return false
    }
    hold(found == hook, "what was handed out is what comes back")
    return true
}
