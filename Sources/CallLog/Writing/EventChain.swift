import CSQLite
import Crypto

/// The hash chain over the log's events: each link is the SHA-256 of the link before and of the
/// event's row, so that a changed, removed or inserted event parts it.
enum EventChain {
    /// What the first event is linked to.
    static let root = [UInt8](repeating: 0, count: 32)

    /// A row's columns in the table's order, all but the chain itself.
    static func link(after previous: [UInt8], _ row: [SQLValue], _ rest: [SQLValue]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: previous)
        for value in row { feed(value, to: &hash) }
        for value in rest { feed(value, to: &hash) }
        return Array(hash.finalize())
    }

    /// Each value by its kind, its length and its bytes: no two rows read alike.
    private static func feed(_ value: SQLValue, to hash: inout SHA256) {
        switch value {
        case .null: hash.update(data: [0x6E])
        case .integer(let integer): feed(0x69, Array(String(integer).utf8), to: &hash)
        case .text(let text): feed(0x74, Array(text.utf8), to: &hash)
        case .utf8(let bytes): feed(0x74, bytes, to: &hash)
        case .moment(let instant):
            instant.withLogText { feed(0x74, Array($0), to: &hash) }
        case .blob(let bytes): feed(0x62, bytes, to: &hash)
        }
    }

    private static func feed(_ kind: UInt8, _ bytes: [UInt8], to hash: inout SHA256) {
        withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { length in
            hash.update(data: [kind])
            hash.update(bufferPointer: length)
        }
        hash.update(data: bytes)
    }
}

/// The latest event and its link.
package struct ChainHead: Hashable, Sendable {
    /// 0 without any event.
    package let seq: Int64
    package let link: [UInt8]

    init(seq: Int64, link: [UInt8]) {
        self.seq = seq
        self.link = link
    }

    /// As `SEQ:HEX`, by which a person compares it with one written down before.
    package var text: String {
        "\(seq):" + link.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension Connection {
    /// Where the chain ends.
    func readChainHead() throws(LogError) -> ChainHead {
        let last = try row("SELECT seq, chain FROM event ORDER BY seq DESC LIMIT 1") {
            ChainHead(seq: $0.integer(0), link: $0.blob(1) ?? [])
        }
        return last ?? ChainHead(seq: 0, link: EventChain.root)
    }

    /// Copies the events of an earlier version, in their order, each with its link.
    func chainEarlierEvents() throws(LogError) {
        var (last, link) = (Int64(0), EventChain.root)
        while true {
            let page = try rows(
                """
                SELECT seq, call_id, family_key, type, at, received, late, spooled, instruction,
                    records, commitment
                FROM event WHERE seq > ? ORDER BY seq LIMIT 1000
                """, [.integer(last)]
            ) { row in (0..<11).map { row.stored(Int32($0)) } }
            for row in page {
                link = EventChain.link(after: link, row, [])
                try run(
                    """
                    INSERT INTO event_5
                        (seq, call_id, family_key, type, at, received, late, spooled,
                        instruction, records, commitment, chain)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """, row, [.blob(link)])
                if case .integer(let seq) = row[0] { last = seq }
            }
            guard page.count == 1000 else { return }
        }
    }
}

extension Statement {
    /// A column's value as it is stored.
    func stored(_ column: Int32) -> SQLValue {
        switch storageClass(column) {
        case SQLITE_INTEGER: .integer(integer(column))
        case SQLITE_BLOB: .blob(blob(column) ?? [])
        case SQLITE_NULL: .null
        default: .text(text(column) ?? "")
        }
    }
}
