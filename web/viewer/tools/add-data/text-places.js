// Line numbers of places in a text, asked for in rising order.

export class TextPlaces {
    constructor(text) {
        this.text = text;
        this.at = 0;
        this.line = 1;
    }

    lineAt(index) {
        let next = this.text.indexOf("\n", this.at);
        while (next >= 0 && next < index) {
            this.line += 1;
            this.at = next + 1;
            next = this.text.indexOf("\n", this.at);
        }
        return this.line;
    }
}
