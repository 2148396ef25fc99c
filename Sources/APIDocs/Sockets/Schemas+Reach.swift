extension Schemas {
    /// Every schema that has a name, whichever document shows it.
    static var named: [(String, JSON)] { requests + replies + errors + sync + state }

    /// The schemas of the OpenAPI document: those of REST, and what they refer to.
    static var shown: [(String, JSON)] {
        let own = requests + replies + errors + sync
        let names = Set(own.map(\.0)).union(referred(from: .members(own)).map(\.0))
        return named.filter { names.contains($0.0) }
    }

    /// The schemas that a value refers to, and those that these refer to, in the order of `named`.
    static func referred(from value: JSON) -> [(String, JSON)] {
        var found: Set<String> = []
        var waiting = value.references
        while let name = waiting.popLast() {
            guard found.insert(name).inserted, let schema = named.first(where: { $0.0 == name })?.1 else { continue }
            waiting += schema.references
        }
        return named.filter { found.contains($0.0) }
    }
}

extension JSON {
    /// The names of the schemas that are referred to anywhere in the value.
    fileprivate var references: [String] {
        switch self {
        case .null, .bool, .integer, .decimal, .string: []
        case .array(let elements): elements.flatMap(\.references)
        case .object(let members): members.flatMap(\.references)
        }
    }
}

extension JSON.Member {
    fileprivate var references: [String] {
        guard name == "$ref", case .string(let target) = value, target.hasPrefix("#/components/schemas/") else {
            return value.references
        }
        return [String(target.dropFirst("#/components/schemas/".count))]
    }
}
