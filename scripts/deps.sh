#!/usr/bin/env bash
# Installs the Debian packages that are missing, and checks the Swift toolchain.
set -euo pipefail

packages=(
    # C libraries: GDAL, PROJ, SpatiaLite and SQLite, GEOS, compression
    libgdal-dev libproj-dev libspatialite-dev libsqlite3-dev libgeos-dev libdeflate-dev zlib1g-dev pkg-config
    # drawing maps: Cairo, Pango with fontconfig, FreeType, librsvg, JPEG and WebP
    libcairo2-dev libpango1.0-dev libfontconfig-dev libfreetype-dev librsvg2-dev libturbojpeg0-dev libwebp-dev
    # datum grids and the CRS database, fonts
    proj-data proj-bin fonts-noto-core
    # fetching web assets, generating demo data
    python3 python3-pip python3-venv unzip curl ca-certificates
    # QR codes in the browser: one JavaScript file, without Node.js
    node-qrcode-generator
    # tests: a real browser, and independent readers of our files
    chromium chromium-driver gdal-bin spatialite-bin poppler-utils
)
swift_needed=6.2

missing=()
for package in "${packages[@]}"; do
    # shellcheck disable=SC2016 # the braces are dpkg-query's
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [[ $status == installed ]] || missing+=("$package")
done

if ((${#missing[@]} == 0)); then
    echo "deps: all ${#packages[@]} packages are installed"
else
    echo "deps: installing ${missing[*]}"
    as_root=()
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null; then
            echo "deps: not root and no sudo; as root run: apt-get install ${missing[*]}" >&2
            exit 1
        fi
        as_root=(sudo)
    fi
    apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get --quiet)
    if ! { "${apt[@]}" update && "${apt[@]}" install --yes --no-install-recommends "${missing[@]}"; }; then
        echo "deps: could not install. Offline? These packages are missing: ${missing[*]}" >&2
        exit 1
    fi
fi

if ! command -v swift >/dev/null; then
    echo "deps: swift is not on the PATH; install Swift $swift_needed or later (https://www.swift.org/install)" >&2
    exit 1
fi
swift_found=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+(\.[0-9]+)*).*/\1/p' | head -n 1)
if [[ $(printf '%s\n' "$swift_needed" "$swift_found" | sort --version-sort | head -n 1) != "$swift_needed" ]]; then
    echo "deps: Swift ${swift_found:-of unknown version} found, $swift_needed or later is needed" >&2
    exit 1
fi
echo "deps: Swift $swift_found"
