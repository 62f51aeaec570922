import CGDAL
import Foundation

/// A call into GDAL that failed.
public struct GDALError: Error, Hashable, Sendable {
    /// The C function, so that its documentation can be found.
    public let function: String
    public let code: Code
    /// GDAL's own words, all lines of this call.
    public let message: String

    /// Error numbers by their names in cpl_error.h.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: Int32
        public init(rawValue: Int32) { self.rawValue = rawValue }

        public static let none = Code(rawValue: 0)  // CPLE_None
        public static let appDefined = Code(rawValue: 1)  // CPLE_AppDefined
        public static let outOfMemory = Code(rawValue: 2)  // CPLE_OutOfMemory
        public static let fileIO = Code(rawValue: 3)  // CPLE_FileIO
        public static let openFailed = Code(rawValue: 4)  // CPLE_OpenFailed
        public static let illegalArgument = Code(rawValue: 5)  // CPLE_IllegalArg
        public static let notSupported = Code(rawValue: 6)  // CPLE_NotSupported
        public static let noWriteAccess = Code(rawValue: 8)  // CPLE_NoWriteAccess
        public static let userInterrupt = Code(rawValue: 9)  // CPLE_UserInterrupt
        public static let objectNull = Code(rawValue: 10)  // CPLE_ObjectNull
    }

    public init(function: String, code: Code, message: String) {
        self.function = function
        self.code = code
        self.message = message
    }

    /// From what GDAL said during the call; `fallback` where it failed in silence.
    init(function: String, messages: [GDALMessage], fallback: String) {
        let failures = messages.filter { $0.severity == .failure }
        let telling = failures.isEmpty ? messages : failures
        // A server that is gone is told of again and again, each time with an end of line.
        var texts: [String] = []
        for text in telling.map({ $0.text.trimmingCharacters(in: .whitespacesAndNewlines) })
        where !texts.contains(text) { texts.append(text) }
        self.init(
            function: function, code: telling.first?.code ?? .none,
            message: texts.isEmpty ? fallback : texts.joined(separator: "; "))
    }
}
