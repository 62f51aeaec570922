/// What was meant by keys struck for an input method that was off: `ddak ddoa` and `d9ak d9oa` for `đak đoa`.
public enum Keystrokes {
    /// The word that Telex or VNI makes of the keys; nil when they make nothing that Vietnamese has.
    ///
    /// - Parameter word: ASCII letters and digits, as typed.
    public static func reading(of word: String) -> String? {
        let keys = Array(word.lowercased().unicodeScalars)
        guard (2...10).contains(keys.count), keys.allSatisfy(\.isASCII) else { return nil }
        let hasDigit = keys.contains { ("0"..."9").contains($0) }
        guard let made = hasDigit ? vni(keys) : telex(keys), made != word.lowercased() else { return nil }
        // `đak`, `ktir`: names of the Highlands follow rules of their own, and đ says enough.
        return VietnameseSyllable.isValid(made) || made.unicodeScalars.contains("đ") ? made : nil
    }

    /// Letters so far and the tone that will stand on one of them.
    private struct Composition {
        var letters: [Unicode.Scalar] = []
        var tone = VietnameseLetter.Tone.level

        /// Changes the last letter among `from`; `uo` becomes `ươ` as a whole.
        mutating func change(_ changes: [Unicode.Scalar: Unicode.Scalar]) -> Bool {
            guard let place = letters.lastIndex(where: { changes[$0] != nil }), let letter = changes[letters[place]]
            else { return false }
            if letters[place] == "o", letter == "ơ", place > 0, letters[place - 1] == "u" { letters[place - 1] = "ư" }
            letters[place] = letter
            return true
        }

        var hasVowel: Bool { letters.contains { VietnameseLetter($0) != nil && $0 != "đ" } }

        /// The tone goes on the vowel that has a mark, else on the last but one of two at the end, else on the last
        /// before a consonant: where it stands makes no difference to what is searched.
        var text: String {
            let vowels = letters.indices.filter { VietnameseLetter(letters[$0]) != nil && letters[$0] != "đ" }
            let marked = vowels.last { !letters[$0].isASCII }
            var result = String.UnicodeScalarView()
            var place = marked ?? vowels.last
            if marked == nil, let last = vowels.last, last == letters.count - 1, vowels.contains(last - 1),
                !isGlide(before: last)
            {
                place = last - 1
            }
            for (index, letter) in letters.enumerated() {
                result.append(index == place ? VietnameseLetter.composed(letter, tone) ?? letter : letter)
            }
            return String(result)
        }

        /// The u of qu and the i of gi belong to the consonant.
        private func isGlide(before place: Int) -> Bool {
            place >= 2
                && (letters[place - 2] == "q" && letters[place - 1] == "u"
                    || letters[place - 2] == "g" && letters[place - 1] == "i")
        }
    }

    private static let telexTones: [Unicode.Scalar: VietnameseLetter.Tone] = [
        "s": .acute, "f": .grave, "r": .hook, "x": .tilde, "j": .dot, "z": .level,
    ]
    private static let vniTones: [Unicode.Scalar: VietnameseLetter.Tone] = [
        "0": .level, "1": .acute, "2": .grave, "3": .hook, "4": .tilde, "5": .dot,
    ]
    private static let circumflexes: [Unicode.Scalar: Unicode.Scalar] = ["a": "â", "e": "ê", "o": "ô"]
    private static let horns: [Unicode.Scalar: Unicode.Scalar] = ["o": "ơ", "u": "ư"]

    private static func telex(_ keys: [Unicode.Scalar]) -> String? {
        var word = Composition()
        for key in keys {
            if word.hasVowel, let tone = telexTones[key] {
                word.tone = tone
            } else if key == "d", word.letters.first == "d" {
                word.letters[0] = "đ"
            } else if key == "w" {
                if !word.change(["a": "ă", "o": "ơ", "u": "ư"]) { word.letters.append("ư") }
            } else if let circumflex = circumflexes[key], word.letters.contains(key) {
                _ = word.change([key: circumflex])
            } else {
                // `đuwowng`: the horn of the u reaches the o that follows.
                word.letters.append(key)
            }
        }
        return word.text
    }

    private static func vni(_ keys: [Unicode.Scalar]) -> String? {
        var word = Composition()
        for key in keys {
            if let tone = vniTones[key] {
                guard word.hasVowel else { return nil }
                word.tone = tone
                continue
            }
            switch key {
            case "6": guard word.change(circumflexes) else { return nil }
            case "7": guard word.change(horns) else { return nil }
            case "8": guard word.change(["a": "ă"]) else { return nil }
            case "9":
                guard word.letters.first == "d" else { return nil }
                word.letters[0] = "đ"
            default: word.letters.append(key)
            }
        }
        return word.text
    }
}
