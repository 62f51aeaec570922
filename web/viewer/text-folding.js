// Finding without tone marks: "duong" finds "Đường". Đ has no decomposition, so it is named.

export function fold(text) {
    return text.normalize("NFD").replace(/\p{Mn}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}
