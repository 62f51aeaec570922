#!/usr/bin/env bash
# `demo.sh`: from a fresh clone to a running map. `demo.sh stop`: stops the server it started.
# PORT chooses the port. Everything it makes is under .build/demo: the store, the server's pid, port and log.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

port=${PORT:-8080}
attribution="Dữ liệu minh hoạ do chương trình tạo ra · Generated sample data"
folder=.build/demo
store=$folder/gialai.sqlite
imported=$folder/imported # newer than everything the store was made from
pid_file=$folder/tileserver.pid
port_file=$folder/tileserver.port
log=$folder/tileserver.log
export GEOSECTOR_HOME=$PWD

# The pid of our server, if it is alive; the name guards against a pid that now belongs to another program.
running_pid() {
    local pid
    pid=$(cat "$pid_file" 2>/dev/null) || return 1
    [[ $(cat "/proc/$pid/comm" 2>/dev/null) == tileserver ]] && echo "$pid"
}

is_ready() { curl --silent --fail --max-time 2 --output /dev/null "http://127.0.0.1:$1/ready"; }

is_port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

stop() {
    local pid
    if ! pid=$(running_pid); then
        rm -f "$pid_file" "$port_file"
        echo "demo: no server is running"
        return
    fi
    kill "$pid"
    for _ in {1..100}; do
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.1
    done
    if kill -0 "$pid" 2>/dev/null; then
        echo "demo: the server (pid $pid) has not stopped after 10 s; see $log" >&2
        exit 1
    fi
    rm -f "$pid_file" "$port_file"
    echo "demo: stopped"
}

# Ends the script if a server of ours answers already, or if another program has the port.
look_around() {
    local pid at
    if pid=$(running_pid) && at=$(cat "$port_file" 2>/dev/null) && is_ready "$at"; then
        echo "demo: already running (pid $pid); stop it with: make demo-stop"
        [[ $at == "$port" ]] || echo "demo: it uses port $at, not $port"
        echo "map: http://127.0.0.1:$at/map"
        exit 0
    fi
    if [[ -n ${pid:-} ]]; then
        echo "demo: a server that does not answer is running (pid $pid); stopping it"
        stop
    fi
    if is_port_taken; then
        echo "demo: port $port is taken by another program; choose another one: PORT=$((port + 10)) make demo" >&2
        exit 1
    fi
}

import_layers() {
    local geoimport=$1 number=0 total file sector collection title_vi title_en flags words
    local inputs=(data/demo/generated/.complete data/demo/layers.tsv data/sectors.yaml)
    if [[ -e $store && -e $imported ]] && [[ -z $(find "${inputs[@]}" -newer "$imported" -print -quit) ]]; then
        echo "demo: the store is up to date ($store)"
        return
    fi
    rm -f "$imported"
    total=$(grep -cv '^#' data/demo/layers.tsv)
    while IFS=$'\t' read -r file sector collection title_vi title_en flags <&3; do
        number=$((number + 1))
        echo "demo: importing $number of $total: $title_vi / $title_en"
        read -r -a words <<<"${flags:-}"
        "$geoimport" load "data/demo/generated/$file" --store "$store" --sector "$sector" \
            --collection "$collection" --title-vi "$title_vi" --title-en "$title_en" --licence CC0-1.0 \
            --attribution "$attribution" --replace "${words[@]}"
    done 3< <(grep -v '^#' data/demo/layers.tsv)
    touch "$imported"
}

start() {
    local tileserver=$1 pid
    # Detached: it outlives this terminal.
    setsid "$tileserver" serve --store "$store" --host 127.0.0.1 --port "$port" >"$log" 2>&1 </dev/null &
    pid=$!
    echo "$pid" >"$pid_file"
    echo "$port" >"$port_file"
    for _ in {1..300}; do
        if is_ready "$port"; then
            echo "demo: the server runs (pid $pid, log $log); stop it with: make demo-stop"
            echo "map: http://127.0.0.1:$port/map"
            return
        fi
        if ! kill -0 "$pid" 2>/dev/null; then
            rm -f "$pid_file" "$port_file"
            echo "demo: the server stopped at once; the end of $log:" >&2
            tail -n 20 "$log" >&2
            exit 1
        fi
        sleep 0.1
    done
    echo "demo: the server (pid $pid) is not ready after 30 s; the end of $log:" >&2
    tail -n 20 "$log" >&2
    exit 1
}

mkdir -p "$folder"
if [[ ${1:-} == stop ]]; then
    stop
    exit
fi
look_around
scripts/deps.sh
scripts/assets.sh
echo "demo: building the programs (the first time takes minutes)"
for program in geoimport tileserver; do swift build -c release --product "$program"; done
bin=$(swift build -c release --show-bin-path)
scripts/demo-data.sh
import_layers "$bin/geoimport"
start "$bin/tileserver"
