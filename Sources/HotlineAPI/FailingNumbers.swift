/// Numbers of the roster that fail at once when they are rung.
package struct FailingNumbers: Codable, Hashable, Sendable {
    package var numbers: [Number]

    package init(numbers: [Number]) {
        self.numbers = numbers
    }

    package struct Number: Codable, Hashable, Sendable {
        package var professional: String
        package var uri: String
        /// How often in a row.
        package var times: Int
        package var since: String
        package var last: String
        /// The latest call that rang it in vain.
        package var call: String

        package init(
            professional: String, uri: String, times: Int, since: String, last: String,
            call: String
        ) {
            self.professional = professional
            self.uri = uri
            self.times = times
            self.since = since
            self.last = last
            self.call = call
        }
    }
}
