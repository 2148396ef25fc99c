import Foundation

@testable import TestKit

extension Home {
    /// Runs statements past the program.
    func script(_ statements: String) async throws {
        if let database { return try await database.script(statements) }
        try SQLiteScript.run(statements, in: data.appending(path: "messenger.sqlite").path)
    }
}
