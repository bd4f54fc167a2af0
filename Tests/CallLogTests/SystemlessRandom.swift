@testable import CallLog

/// Numbers that are the same for the same seed (SplitMix64).
struct SystemlessRandom {
    private var state: UInt64

    init(_ seed: Int) {
        state = UInt64(seed)
    }

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }
}

extension FamilyKey {
    /// A family's key, made of its name.
    static func made(_ name: String) -> FamilyKey? {
        let digits = name.utf8.map { String($0, radix: 16) }.joined()
        return FamilyKey(String(repeating: "0", count: 32 - digits.count).utf8 + Array(digits.utf8))
    }
}
