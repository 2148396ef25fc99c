import Foundation
import Testing

@testable import MessengerServer

@Suite("the data directory")
struct DataDirectoryTests {
    @Test("is made with the folders above it, for its owner alone")
    func made() throws {
        let parent = try TemporaryFile("")
        let directory = DataDirectory(parent.folder + "/a/b")
        try directory.prepare()
        let attributes = try FileManager.default.attributesOfItem(atPath: directory.path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o700)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).isEmpty)
    }

    @Test("that is there already is left as it is")
    func existing() throws {
        let parent = try TemporaryFile("kept", name: "file")
        try DataDirectory(parent.folder).prepare()
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent.folder) == ["file"])
    }

    @Test("whose name a file has is refused")
    func fileInTheWay() throws {
        let file = try TemporaryFile("")
        let error = try #require(throws: DataDirectoryError.self) { try DataDirectory(file.path).prepare() }
        #expect(error.path == file.path)
        #expect(error.reason == "cannot be written to (Not a directory)")
    }

    @Test("that cannot be made is refused", arguments: ["/dev/null/a", "/proc/self/a/b", ""])
    func notMade(path: String) throws {
        let error = try #require(throws: DataDirectoryError.self) { try DataDirectory(path).prepare() }
        #expect(error.reason.hasPrefix("cannot be made ("))
    }

    @Test("that cannot be written to is refused with a reason and a way out")
    func notWritable() throws {
        let error = try #require(throws: DataDirectoryError.self) { try DataDirectory("/proc/self").prepare() }
        #expect(error.description.hasPrefix("The data directory /proc/self cannot be written to ("))
        #expect(error.description.hasSuffix(" Choose another with --data-dir, or repair its permissions."))
    }

    @Test(
        "knows the paths of its files",
        arguments: [("data", "data/x"), ("data/", "data/x"), ("/srv", "/srv/x"), (".", "./x")]
    )
    func files(folder: String, expected: String) {
        #expect(DataDirectory(folder).file("x") == expected)
    }
}

@Suite("the limit of open files")
struct DescriptorLimitTests {
    @Test(
        "is raised to what the system allows, up to a cap, and never lowered",
        arguments: [
            (1024, 4096, 4096), (1024, 1024, 1024), (1024, UInt64.max, 1_048_576), (2_000_000, UInt64.max, 2_000_000),
        ] as [(UInt64, UInt64, UInt64)]
    )
    func target(soft: UInt64, hard: UInt64, expected: UInt64) {
        #expect(DescriptorLimit.target(soft: soft, hard: hard) == expected)
    }

    @Test("can be raised twice: the second time changes nothing")
    func raise() {
        let first = raiseDescriptorLimit()
        #expect(first.after >= first.before && first.after > 0)
        let second = raiseDescriptorLimit()
        #expect(second == DescriptorLimit(before: first.after, after: first.after))
    }
}
