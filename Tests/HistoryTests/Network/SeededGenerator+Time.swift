import TestKit

extension SeededGenerator {
    /// Another generator, with numbers of its own.
    mutating func split() -> SeededGenerator {
        SeededGenerator(seed: next())
    }

    /// A time between two others.
    mutating func time(_ milliseconds: ClosedRange<Int>) -> Duration {
        .milliseconds(Int.random(in: milliseconds, using: &self))
    }
}
