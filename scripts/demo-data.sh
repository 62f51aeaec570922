#!/usr/bin/env bash
# Generates the demo shapefiles, unless they are newer than everything they are made from.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

stamp=data/demo/generated/.complete
inputs=(data/demo/generate.py data/demo/generator/*.py data/units/*.csv)
if [[ -e $stamp ]] && [[ -z $(find "${inputs[@]}" -newer "$stamp" -print -quit) ]]; then
    echo "demo data: up to date in data/demo/generated"
    exit 0
fi
echo "demo data: generating (a quarter of a minute)"
rm -f "$stamp"
python3 -B data/demo/generate.py data/demo/generated
touch "$stamp"
