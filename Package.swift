// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error, .when(configuration: .debug)),
]

/// A library target of ours.
///
/// What it may import is what stands in `dependencies`, and nothing else: `--explicit-target-dependency-import-check
/// error` holds every target to its line here.
func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// Tests, and the folders of reviewed files that they read where they lie.
func tests(_ name: String, _ dependencies: [Target.Dependency], files: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: files, swiftSettings: settings)
}

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
]
let nioHTTP: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioWebSocket: Target.Dependency = .product(name: "NIOWebSocket", package: "swift-nio")
let nioExtras: Target.Dependency = .product(name: "NIOExtras", package: "swift-nio-extras")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

let package = Package(
    name: "messenger",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "messenger", targets: ["messenger"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Nouns and rules, verbs and ports.
        library("Domain"),
        library("UseCases", ["Domain"]),

        // The edges.
        library("Wire", ["Domain"]),
        .target(name: "CDocsAssets"),
        library("APIDocs", ["Domain", "CDocsAssets"]),
        .target(name: "CWebFiles"),
        library("WebClient", ["CWebFiles", "CZlib", crypto]),
        library(
            "HTTPAPI",
            nio + [
                "APIDocs", "Domain", "Realtime", "UseCases", "WebClient", "Wire", crypto, nioExtras, nioHTTP, logging,
                lifecycle,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
            ]
        ),
        library("Realtime", nio + ["Domain", "UseCases"]),
        library("MessageDeflate", ["CZlib", .product(name: "NIOCore", package: "swift-nio")]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        library(
            "WebSocketAPI",
            nio + [
                "Domain", "MessageDeflate", "Realtime", "UseCases", "Wire", crypto, logging, nioExtras, nioHTTP,
                nioWebSocket,
                .product(name: "DequeModule", package: "swift-collections"),
            ]
        ),

        // Adapters to the world.
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CCrypt", providers: [.apt(["libcrypt-dev"])]),
        library("Identity", ["CCrypt", "CSodium", "Domain", "UseCases", crypto]),
        library("StoreSQL", ["Domain", "UseCases"]),
        .target(name: "CSQLiteLog", linkerSettings: [.linkedLibrary("sqlite3")]),
        library(
            "StoreSQLite",
            [
                "CSQLiteLog", "Domain", "StoreSQL", "UseCases", logging, .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        library("StorePostgres", ["CLibPQ", "Domain", "StoreSQL", "UseCases", logging]),

        // Composition, and the program.
        library(
            "MessengerServer",
            nio + [
                "APIDocs", "Domain", "HTTPAPI", "Identity", "Realtime", "StorePostgres", "StoreSQLite", "UseCases",
                "WebSocketAPI", "Wire", logging, lifecycle, nioHTTP, nioPosix,
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),
        // Clients by the thousand, for measuring a server: knows its wire and nothing else of it.
        library("LoadTool", nio + ["MessageDeflate", "Wire", nioHTTP, nioPosix]),
        .executableTarget(
            name: "messenger",
            dependencies: [
                "Domain", "LoadTool", "MessengerServer", "UseCases", logging, lifecycle, nioHTTP, nioPosix,
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),

        // What the tests are built with, and the tests.
        library(
            "TestKit",
            nio + [
                "APIDocs", "CLibPQ", "CZlib", "Domain", "Identity", "MessengerServer", "Realtime", "UseCases", "Wire",
                lifecycle, logging, nioHTTP, nioPosix, nioWebSocket,
            ]
        ),
        tests("TestKitTests", ["TestKit", "Wire"]),
        library("HistoryCheck"),
        .executableTarget(name: "check-history", dependencies: ["HistoryCheck"], swiftSettings: settings),
        tests("DomainTests", ["Domain"]),
        tests("HistoryCheckTests", ["HistoryCheck"]),
        tests("UseCasesTests", ["Domain", "UseCases"]),
        tests("WireTests", ["Domain", "Wire"], files: ["Goldens"]),
        tests("APIDocsTests", ["APIDocs", "Domain", "Wire"], files: ["Goldens", "Snapshots"]),
        tests("LoadToolTests", nio + ["Domain", "LoadTool", "Wire", nioPosix]),
        tests("WebClientTests", ["CZlib", "WebClient"]),
        tests("IdentityTests", ["Domain", "Identity", "UseCases", crypto]),
        tests(
            "StoreContractTests",
            ["CLibPQ", "Domain", "StorePostgres", "StoreSQL", "StoreSQLite", "TestKit", "UseCases", logging],
            files: ["Snapshots"]
        ),
        tests(
            "StoreSQLiteTests",
            [
                "CSQLiteLog", "Domain", "StoreSQL", "StoreSQLite", "UseCases", logging,
                .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),
        tests(
            "StorePostgresTests",
            ["CLibPQ", "Domain", "StorePostgres", "StoreSQL", "UseCases", logging],
            files: ["Fixtures"]
        ),
        tests(
            "RealtimeTests",
            nio + [
                "Domain", "Realtime", "TestKit", "UseCases", nioPosix,
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ]
        ),
        tests(
            "HTTPAPITests",
            nio + [
                "APIDocs", "Domain", "Identity", "MessengerServer", "TestKit", "UseCases", "Wire", logging, nioHTTP,
            ],
            files: ["Golden"]
        ),
        tests(
            "MessengerServerTests",
            ["MessengerServer", logging, .product(name: "SystemPackage", package: "swift-system")]
        ),
        tests(
            "WebSocketAPITests",
            nio + [
                "APIDocs", "Domain", "MessageDeflate", "MessengerServer", "Realtime", "TestKit", "UseCases",
                "WebSocketAPI", "Wire",
                logging,
                nioWebSocket,
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ],
            files: ["Golden"]
        ),
        tests(
            "ProgramTests",
            [
                "StoreSQL", "StoreSQLite", "TestKit", "Wire", "messenger", nioPosix,
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
        tests(
            "HistoryTests",
            [
                "HistoryCheck", "MessengerServer", "TestKit", "Wire", "messenger", nioPosix,
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
    ]
)
