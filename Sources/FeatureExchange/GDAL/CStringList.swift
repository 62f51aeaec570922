import CGDAL

/// Owns a NULL-terminated list of C strings, as GDAL takes options and names.
final class CStringList {
    private let pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?

    init(_ strings: [String]) {
        var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        // CSLAddString: copies the string and returns the list, moved or not.
        for string in strings { list = CSLAddString(list, string) }
        pointer = list
    }

    deinit { CSLDestroy(pointer) }

    /// The list, NULL when empty; valid during `body`.
    func withPointer<Result>(_ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Result) -> Result {
        body(pointer)
    }

    /// The same for functions that promise not to write.
    func withConstPointer<Result>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result) -> Result {
        guard let pointer else { return body(nil) }
        // char ** and const char *const * have one layout.
        return body(UnsafePointer(UnsafeRawPointer(pointer).assumingMemoryBound(to: UnsafePointer<CChar>?.self)))
    }
}
