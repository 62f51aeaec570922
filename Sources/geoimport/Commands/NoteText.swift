import FeatureExchange
import GeoStore

/// Notes on a source as sentences of one line.
enum NoteText {
    static func sentence(_ note: SourceNote) -> String { SourceNoteText.sentence(note).en }
}
