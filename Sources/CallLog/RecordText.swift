import CallRouting
import FoundationEssentials

/// Records as the log keeps them: coded facts in one text, what identifies somebody in another.
struct RecordText: Hashable, Sendable {
    let records: String
    let privateValues: String

    init(records: String, privateValues: String) {
        self.records = records
        self.privateValues = privateValues
    }

    init(_ records: [CallRecord]) throws(LogError) {
        let store = PrivateStore()
        do {
            let encoder = JSONEncoder()
            encoder.userInfo[PrivateStore.key] = store
            self.records = String(decoding: try encoder.encode(records), as: UTF8.self)
            privateValues = String(
                decoding: try JSONEncoder().encode(store.values), as: UTF8.self)
        } catch {
            throw .unreadable("the records of an event cannot be written as JSON")
        }
    }

    /// Reads records back; without their private values they tell the coded facts.
    static func records(of text: String, privateValues: String?) throws(LogError) -> [CallRecord] {
        do {
            var values: [String?] = []
            if let privateValues {
                values = try JSONDecoder().decode(
                    [String?].self, from: Data(privateValues.utf8))
            }
            let decoder = JSONDecoder()
            decoder.userInfo[PrivateStore.key] = PrivateStore(values)
            return try decoder.decode([CallRecord].self, from: Data(text.utf8))
        } catch {
            throw .unreadable("the records of an event in the log cannot be read back")
        }
    }
}
