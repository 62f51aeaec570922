export class SearchBox {
    constructor() {}
}
