/// Finds options by the names that people give them.
enum OptionNames {
    private static let byKey = Dictionary(
        ServerConfiguration.options.map { ($0.key, $0) },
        uniquingKeysWith: { first, _ in first }
    )

    /// The option with exactly this key.
    static func option(_ key: String) -> ConfigurationOption? {
        byKey[key]
    }

    /// What to say of a key that no option has.
    static func unknown(_ key: String) -> String {
        guard let closest = closest(to: key) else {
            return "there is no option \"\(escapedForTerminal(key))\"; `messenger config show` lists them all"
        }
        return "there is no option \"\(escapedForTerminal(key))\"; did you mean \"\(closest)\"?"
    }

    /// The key that somebody probably meant: one spelled differently, a part of one, or one with a few wrong letters.
    static func closest(to name: String) -> String? {
        let wanted = plain(name)
        guard !wanted.isEmpty, wanted.utf8.count <= 64 else { return nil }
        for option in ServerConfiguration.options
        where ([option.key] + option.environment).contains(where: { plain($0) == wanted }) {
            return option.key
        }
        let parts = ServerConfiguration.options.filter { plain($0.key).hasSuffix(wanted) && wanted.utf8.count > 3 }
        if parts.count == 1 {
            return parts.first?.key
        }
        let distances = ServerConfiguration.options.map { ($0.key, editDistance(plain($0.key), wanted)) }
        guard let best = distances.min(by: { $0.1 < $1.1 }), best.1 <= max(2, wanted.utf8.count / 4) else { return nil }
        return best.0
    }

    /// A name without the marks by which styles of spelling differ.
    private static func plain(_ name: String) -> String {
        String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}

/// How many letters must be added, dropped, replaced or swapped with their neighbour to make `first` into `second`.
func editDistance(_ first: String, _ second: String) -> Int {
    let (first, second) = (Array(first), Array(second))
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for (i, letter) in first.enumerated() {
        var row = [i + 1]
        for (j, other) in second.enumerated() {
            var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (letter == other ? 0 : 1))
            if i > 0, j > 0, letter == second[j - 1], first[i - 1] == other {
                cost = min(cost, beforeLast[j - 1] + 1)
            }
            row.append(cost)
        }
        (beforeLast, last) = (last, row)
    }
    return last[second.count]
}
