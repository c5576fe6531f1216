#!/bin/sh
# sh create-invoices.sh    (curl 7.84 or newer)
base=${SEQUITUR:-http://localhost:8080/v2} contact=${CONTACT:-1001}
answers=$(mktemp -d) && trap 'rm -rf "$answers"' EXIT

# create KEY BODY: sends until there is an answer that will not change; the key makes that safe.
create() {
    attempt=1 pause=1
    while :; do
        outcome=$(curl -sS --max-time 60 -o "$answers/$1" -w '%{http_code} %header{retry-after}' "$base/invoices" \
            -H "Authorization: Bearer $TOKEN" -H "Idempotency-Key: $1" -H 'Content-Type: application/json' -d "$2") ||
            outcome=lost
        status=${outcome%% *} told=${outcome##* }
        case $outcome in
            201*) grep -o '"reference":"[^"]*"' "$answers/$1" | cut -d '"' -f 4 && return ;;
            lost) told=0 ;;             # connection refused or broken, or no answer in time
            50[234]* | 409\ [0-9]*) ;;  # it cannot now, or the first one is still under way
            *) echo "$1: $status $(cat "$answers/$1")" >&2 && return 1 ;;
        esac
        [ "$attempt" -lt 12 ] || { echo "$1: no answer ($status)" >&2 && return 1; }
        sleep "$((${told:-0} > pause ? told : pause))"
        attempt=$((attempt + 1)) pause=$((pause < 8 ? 2 * pause : 8))
    done
}

# invoice DESCRIPTION PRICE, without a reference
invoice() {
    printf '{"contact":"%s","dated_on":"2026-11-30","payment_terms_in_days":30,"invoice_items":[%s]}' "$contact" \
        "$(printf '{"description":"%s","item_type":"Products","quantity":1,"price":"%s"}' "$1" "$2")"
}

running='' failed=0
for order in $(seq 1 20); do # all in flight together
    create "order-$order" "{\"invoice\":$(invoice "Order $order" 19.99)}" &
    running="$running $!"
done
for process in $running; do wait "$process" || failed=1; done

# A list: stored as a whole or not at all, under consecutive references.
create licences-2026-11 "{\"invoices\":[$(invoice 'Licence A' 5.00),$(invoice 'Licence B' 7.50)]}" || failed=1
exit "$failed"
