package import CallRouting
import FoundationEssentials

/// Reads the records of an event back from the log's two texts, as `RecordJSON` wrote them.
package enum RecordText {
    /// Without their private values the records tell the coded facts.
    package static func records(
        of text: String, privateValues: String?
    ) throws(LogError) -> [CallRecord] {
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
