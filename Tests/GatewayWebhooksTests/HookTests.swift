import CallRouting
import CallRouting
import GatewayWebhooks
import OnCallRoster
import Testing

@Suite struct HookTests {
    private let key = DialectSender.hookKey
    private let lab: GatewayName = "lab"

    /// Ids as gateways give them, and such as none does.
    private static let calls = [
        "CA00000000000000000000000000000001", "ac5c697a-bfae-4335-ad8a-1b2c3d4e5f60",
        "v3:9X2v-_æ", "c45072a1eeafebccc3dffbd4d27b5ebcc", "a/b", "..", "~", "~Yy0x", "%2F",
        "a b?c#d", "abc@192.0.2.1", "☎", "a\u{301}", "á", String(repeating: "x", count: 255),
        String(repeating: "%", count: 255),
    ]

    private func parts(_ path: String) -> [Substring] {
        path.split(separator: "/", omittingEmptySubsequences: false)
    }

    private func read(_ path: String, at gateway: GatewayName = "lab") -> Hook? {
        key.hook(at: parts(path), gateway: gateway)
    }

    private func hook(_ purpose: Hook.Purpose = .accept, of call: String = "c-1") -> Hook {
        Hook(purpose, of: call, step: 3, leg: 2, turn: "aB-_9")
    }

    @Test(arguments: Hook.Purpose.allCases)
    func `a hook's path reads back to the same hook`(_ purpose: Hook.Purpose) {
        for call in HookTests.calls {
            let hook = hook(purpose, of: call)
            let path = key.path(of: hook, gateway: lab)
            #expect(read(path) == hook)
            let request = Webhook(
                .post, "/gateway/lab/\(path)?CallSid=CA1/2", headers: [], body: [])
            #expect(key.hook(at: request.path, gateway: lab) == hook)
        }
    }

    @Test func `a call's id survives byte for byte`() {
        for call in HookTests.calls {
            let found = read(key.path(of: hook(of: call), gateway: lab))?.call ?? ""
            #expect(Array(found.utf8) == Array(call.utf8))
        }
    }

    @Test(arguments: HookTests.calls)
    func `a path has six parts without reserved characters`(_ call: String) {
        let path = key.path(of: hook(of: call), gateway: lab)
        #expect(parts(path).count == 6)
        let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~/".utf8)
        #expect(path.utf8.allSatisfy(allowed.contains))
        #expect(!parts(path).contains(""))
    }

    @Test(arguments: ["", "a\nb", "a\u{7F}b", "a\u{85}b", String(repeating: "x", count: 256)])
    func `what names no call is no hook either`(_ call: String) {
        #expect(read(key.path(of: hook(of: call), gateway: lab)) == nil)
    }

    @Test(arguments: HookTests.changes)
    func `a path with one part changed is refused`(_ change: HookTests.Change) {
        var changed = parts(key.path(of: hook(), gateway: lab))
        changed[change.index] = change.text[...]
        #expect(key.hook(at: changed, gateway: lab) == nil)
    }

    struct Change: Sendable {
        let index: Int
        let text: String
    }

    private static let changes: [Change] = [
        Change(index: 0, text: "whisper"), Change(index: 0, text: "ACCEPT"),
        Change(index: 0, text: ""), Change(index: 0, text: "status"),
        Change(index: 1, text: "c-2"), Change(index: 1, text: "C-1"), Change(index: 1, text: ""),
        Change(index: 1, text: "~Yy0x"), Change(index: 1, text: "~Yy0x="),
        Change(index: 1, text: "~!"), Change(index: 1, text: "c%2D1"),
        Change(index: 2, text: "4"), Change(index: 2, text: "03"), Change(index: 2, text: "+3"),
        Change(index: 2, text: "-3"), Change(index: 2, text: ""), Change(index: 2, text: "3.0"),
        Change(index: 2, text: "99999999999999999999"), Change(index: 2, text: "10003"),
        Change(index: 3, text: "1"), Change(index: 3, text: "02"), Change(index: 3, text: "0"),
        Change(index: 4, text: "aB-_8"), Change(index: 4, text: ""), Change(index: 4, text: "0"),
        Change(index: 5, text: ""), Change(index: 5, text: "AAAAAAAAAAAAAAAAAAAAAA"),
        Change(index: 5, text: "☎"),
    ]

    @Test func `no byte of the token may change`() {
        let path = key.path(of: hook(), gateway: lab)
        let token = parts(path)[5]
        #expect(token.utf8.count == 22)
        for index in 0..<token.utf8.count {
            var bytes = Array(token.utf8)
            bytes[index] ^= 1
            var changed = parts(path)
            changed[5] = Substring(String(decoding: bytes, as: UTF8.self))
            #expect(key.hook(at: changed, gateway: lab) == nil)
        }
        #expect(read(path + "A") == nil)
        #expect(read(String(path.dropLast())) == nil)
    }

    @Test func `a path has neither more nor fewer parts`() {
        let path = key.path(of: hook(), gateway: lab)
        #expect(read(path + "/") == nil)
        #expect(read("/" + path) == nil)
        #expect(read(path + "/x") == nil)
        #expect(key.hook(at: Array(parts(path).dropLast()), gateway: lab) == nil)
        #expect(key.hook(at: [], gateway: lab) == nil)
    }

    @Test func `a hook is of one gateway and one key`() {
        let path = key.path(of: hook(), gateway: lab)
        #expect(read(path, at: "other") == nil)
        let otherKey = HookKey(bytes: Array(1..<33))
        #expect(otherKey.hook(at: parts(path), gateway: lab) == nil)
        #expect(
            HookKey(bytes: Array(0..<32)).hook(at: parts(path), gateway: lab) == hook(),
            "after a restart the key is the same, and the hooks hold")
    }

    @Test func `all tokens differ`() {
        var hooks: [Hook] = []
        for purpose in Hook.Purpose.allCases {
            for call in ["c-1", "c-2", "C-1", "c-11"] {
                for step in [0, 1, 11] {
                    for leg in [0, 1, 11] {
                        hooks.append(Hook(purpose, of: call, step: step, leg: leg))
                        hooks.append(Hook(purpose, of: call, step: step, leg: leg, turn: "1"))
                    }
                }
            }
        }
        let tokens = hooks.map { parts(key.path(of: $0, gateway: lab))[5] }
        #expect(Set(tokens).count == hooks.count)
        let others = hooks.map { parts(key.path(of: $0, gateway: "other"))[5] }
        #expect(Set(tokens).isDisjoint(with: others))
    }

    @Test func `a turn follows from its text and cannot be guessed`() {
        let turn = key.turn(after: "voice|c-1", gateway: lab)
        #expect(turn == key.turn(after: "voice|c-1", gateway: lab))
        #expect(turn != key.turn(after: "voice|c-2", gateway: lab))
        #expect(turn != key.turn(after: "voice|c-1", gateway: "other"))
        #expect(
            turn != HookKey(bytes: Array(1..<33)).turn(after: "voice|c-1", gateway: lab))
        let hook = Hook(.digits, of: "c-1", turn: turn)
        #expect(read(key.path(of: hook, gateway: lab))?.turn == turn)
    }

    @Test func `a leg stands in a hook of a leg only`() {
        let leg = LegID(step: 2, number: 1)
        #expect(Hook(.leg, of: "c-1", leg).legID == leg)
        #expect(Hook(.step, of: "c-1", step: 2).legID == nil)
        #expect(Hook(.digits, of: "c-1").legID == nil)
    }

    @Test func `printing the key shows nothing of it`() {
        #expect("\(key)" == "a key")
        #expect(String(reflecting: key) == "a key")
    }
}
