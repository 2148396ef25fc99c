/// The encoding of one label's characters in ASCII: the algorithm and the constants of RFC 3492.
enum Punycode {
    private static let base = 36
    private static let leastThreshold = 1
    private static let greatestThreshold = 26
    private static let skew = 38
    private static let damping = 700
    private static let firstBias = 72
    private static let firstCode: UInt32 = 0x80

    /// The text in ASCII, without a prefix.
    static func encode(_ text: ArraySlice<Unicode.Scalar>) -> String {
        var output = String(String.UnicodeScalarView(text.filter(\.isASCII)))
        let basicCount = output.utf8.count
        if basicCount > 0 { output.append("-") }
        var (code, delta, bias, handled) = (firstCode, 0, firstBias, basicCount)
        while handled < text.count {
            guard let next = text.lazy.map(\.value).filter({ $0 >= code }).min() else { break }
            delta += Int(next - code) * (handled + 1)
            code = next
            for scalar in text {
                if scalar.value < code { delta += 1 }
                guard scalar.value == code else { continue }
                appendNumber(delta, bias: bias, to: &output)
                bias = adapted(delta, count: handled + 1, isFirst: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta += 1
            code += 1
        }
        return output
    }

    /// The characters behind `text`; nil when it is not Punycode.
    ///
    /// The caller bounds its length.
    static func decode(_ text: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar]? {
        let hyphen = text.lastIndex(of: "-")
        var output = hyphen.map { Array(text[..<$0]) } ?? []
        var input = text[(hyphen.map { $0 + 1 } ?? text.startIndex)...]
        var (code, place, bias) = (Int(firstCode), 0, firstBias)
        while !input.isEmpty {
            let before = place
            guard let number = takeNumber(from: &input, bias: bias) else { return nil }
            place += number
            let count = output.count + 1
            bias = adapted(place - before, count: count, isFirst: before == 0)
            code += place / count
            place %= count
            guard code <= 0x10FFFF, let scalar = Unicode.Scalar(UInt32(code)) else { return nil }
            output.insert(scalar, at: place)
            place += 1
        }
        return output
    }

    private static func appendNumber(_ number: Int, bias: Int, to output: inout String) {
        var rest = number
        var weight = base
        while true {
            let threshold = threshold(at: weight, bias: bias)
            guard rest >= threshold else { break }
            output.unicodeScalars.append(digit(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            weight += base
        }
        output.unicodeScalars.append(digit(rest))
    }

    private static func takeNumber(from input: inout ArraySlice<Unicode.Scalar>, bias: Int) -> Int? {
        var (number, factor, weight) = (0, 1, base)
        while let scalar = input.popFirst() {
            guard let digit = value(of: scalar) else { return nil }
            number += digit * factor
            guard number <= 0x7FFF_FFFF else { return nil }
            let threshold = threshold(at: weight, bias: bias)
            if digit < threshold { return number }
            factor *= base - threshold
            guard factor <= 0x7FFF_FFFF else { return nil }
            weight += base
        }
        return nil
    }

    private static func threshold(at weight: Int, bias: Int) -> Int {
        min(max(weight - bias, leastThreshold), greatestThreshold)
    }

    private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / damping : delta / 2
        delta += delta / count
        var steps = 0
        while delta > (base - leastThreshold) * greatestThreshold / 2 {
            delta /= base - leastThreshold
            steps += base
        }
        return steps + (base - leastThreshold + 1) * delta / (delta + skew)
    }

    private static func digit(_ value: Int) -> Unicode.Scalar {
        Unicode.Scalar(UInt8(value < 26 ? 97 + value : 22 + value))
    }

    private static func value(of scalar: Unicode.Scalar) -> Int? {
        switch scalar {
        case "a"..."z": Int(scalar.value) - 97
        case "0"..."9": Int(scalar.value) - 22
        default: nil
        }
    }
}
