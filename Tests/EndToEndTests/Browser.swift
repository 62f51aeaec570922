import Foundation
import SimpleFeatures
import TestSupport
import Testing

/// Headless Chromium, driven by the W3C WebDriver protocol (https://www.w3.org/TR/webdriver2/).
final class Browser: Sendable {
    struct Size: Sendable, CustomTestStringConvertible {
        let width: Int
        let height: Int
        var testDescription: String { "\(width)×\(height)" }

        static let desktop = Size(width: 1440, height: 900)
        static let phone = Size(width: 390, height: 844)
    }

    struct Fault: Error {
        let command: String
        let answer: String
    }

    static let isInstalled = Program("chromedriver") != nil && Program("chromium") != nil
    static let absence: Comment = "Chromium is not installed: apt install chromium chromium-driver"

    private let driver: Process
    private let client: LoopbackClient
    private let session: String

    private static func open(_ size: Size, in folder: TemporaryFolder) async throws -> Browser {
        let driver = Process()
        driver.executableURL = URL(filePath: try #require(Program("chromedriver")).path)
        driver.arguments = ["--port=0"]
        let log = folder.path("chromedriver-\(UUID().uuidString).log")
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        driver.standardOutput = FileHandle(forWritingAtPath: log)
        driver.standardError = FileHandle.nullDevice
        try driver.run()
        var port: Int?
        for _ in 0..<2400 where port == nil {
            port = try String(contentsOfFile: log, encoding: .utf8).firstMatch(of: /successfully on port (\d+)/).flatMap
            { Int($0.1) }
            if port == nil { try await Task.sleep(for: .milliseconds(50)) }
        }
        let client = LoopbackClient(port: try #require(port, "chromedriver did not start"))
        let chromium = try #require(Program("chromium")).path
        let arguments: [JSONValue] = [
            "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--use-gl=angle", "--use-angle=swiftshader",
            "--enable-unsafe-swiftshader", "--hide-scrollbars",
        ]
        let answer = try await send(
            client, "POST", "/session",
            [
                "capabilities": [
                    "alwaysMatch": [
                        "browserName": "chrome",
                        "goog:loggingPrefs": ["browser": "ALL", "performance": "ALL"],
                        "goog:chromeOptions": [
                            "binary": .string(chromium), "args": .array(arguments),
                            "mobileEmulation": [
                                "deviceMetrics": [
                                    "width": JSONValue(size.width), "height": JSONValue(size.height), "pixelRatio": 1,
                                    "touch": .boolean(size.width < 800), "mobile": .boolean(size.width < 800),
                                ]
                            ],
                        ],
                    ]
                ]
            ])
        let id = try #require(answer["sessionId"]?.string)
        return Browser(driver: driver, client: client, session: "/session/\(id)")
    }

    private init(driver: Process, client: LoopbackClient, session: String) {
        self.driver = driver
        self.client = client
        self.session = session
    }

    /// Opens a page of this size for `body`, and closes it whatever happens.
    static func use(
        _ size: Size, in folder: TemporaryFolder, _ body: (Browser) async throws -> Void
    ) async throws {
        let browser = try await open(size, in: folder)
        do { try await body(browser) } catch {
            try await browser.close()
            throw error
        }
        try await browser.close()
    }

    // A session that was not closed leaves nothing behind either.
    deinit { if driver.isRunning { kill(driver.processIdentifier, SIGKILL) } }

    private func close() async throws {
        _ = try await Self.send(client, "DELETE", session, nil)
        kill(driver.processIdentifier, SIGKILL)
    }

    func go(to url: String) async throws {
        _ = try await Self.send(client, "POST", "\(session)/url", ["url": .string(url)])
    }

    /// The value of `return …` in the page.
    func evaluate(_ script: String) async throws -> JSONValue {
        try await Self.send(client, "POST", "\(session)/execute/sync", ["script": .string(script), "args": []])
    }

    /// Waits until an expression is true in the page.
    func wait(for expression: String, seconds: Double = 180) async throws {
        let end = ContinuousClock.now + .seconds(seconds)
        while try await evaluate("return !!(\(expression))") != .boolean(true) {
            guard ContinuousClock.now < end else { throw Fault(command: "wait", answer: expression) }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// A finger or mouse goes down and up at a place of the page.
    func click(x: Int, y: Int) async throws {
        _ = try await Self.send(
            client, "POST", "\(session)/actions",
            [
                "actions": [
                    [
                        "type": "pointer", "id": "mouse", "parameters": ["pointerType": "mouse"],
                        "actions": [
                            ["type": "pointerMove", "duration": 0, "x": JSONValue(x), "y": JSONValue(y)],
                            ["type": "pointerDown", "button": 0], ["type": "pointerUp", "button": 0],
                        ],
                    ]
                ]
            ])
    }

    /// Keeps a picture of the page under `.build/screenshots`.
    func screenshot(_ name: String) async throws {
        let answer = try await Self.send(client, "GET", "\(session)/screenshot", nil)
        let picture = try #require(answer.string.flatMap { Data(base64Encoded: $0) })
        let folder = TestData.packageRoot.appending(path: ".build/screenshots")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try picture.write(to: folder.appending(path: "\(name).png"))
    }

    /// Errors and warnings of the console since the last look.
    func complaints() async throws -> [String] {
        try await log("browser").filter { ["WARNING", "SEVERE"].contains($0["level"]?.string) }
            .compactMap { $0["message"]?.string }
            // Chromium's own word on drawing without a graphics card, and on reading its pixels for a picture.
            .filter { !$0.contains("GPU stall due to ReadPixels") && !$0.contains("GroupMarkerNotSet") }
    }

    /// Requests since the last look that failed, or that were answered with 400 or above.
    func failedRequests() async throws -> [String] {
        try await log("performance").compactMap { entry -> String? in
            guard let text = entry["message"]?.string else { return nil }
            let message = try JSONReader.read(Array(text.utf8))["message"]
            let details = message?["params"]
            switch message?["method"]?.string {
            case "Network.responseReceived":
                let status = details?["response"]?["status"]?.number ?? 0
                return status >= 400 ? "\(Int(status)) \(details?["response"]?["url"]?.string ?? "")" : nil
            case "Network.loadingFailed":
                // A tile that is no longer in sight is called off.
                return details?["canceled"] == .boolean(true) ? nil : details?["errorText"]?.string
            default: return nil
            }
        }
    }

    private func log(_ kind: String) async throws -> [JSONValue] {
        try await Self.send(client, "POST", "\(session)/se/log", ["type": .string(kind)]).array ?? []
    }

    /// - Returns: the `value` of the answer.
    private static func send(
        _ client: LoopbackClient, _ method: String, _ target: String, _ body: JSONValue?
    ) async throws -> JSONValue {
        // Over a bare socket: chromedriver writes headers that URLSession does not read.
        let answer = try await client.raw(
            method, target, headers: ["Content-Type": "application/json"], body: body?.serialized ?? [])
        guard answer.status == 200 else {
            throw Fault(command: "\(method) \(target)", answer: String(answer.text.prefix(600)))
        }
        return try JSONReader.read(answer.body)["value"] ?? .null
    }
}
