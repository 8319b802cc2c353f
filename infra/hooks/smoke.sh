#!/bin/sh
# Places a test order and waits for its end. Fails, and says where it stands, when the order does not end in time.
#   smoke.sh <base address>
#   SMOKE_KEY        function key; none on loopback
#   SMOKE_ADMIN_KEY  key for setting the test article's stock; none on loopback
#   SMOKE_PAYMENTS   true when payments are simulated: the order must be confirmed. Otherwise it is cancelled once reserved, and must end so.
#   SMOKE_SECONDS    how long each wait may take (300)
set -eu

base=${1:?the base address of the pipeline is missing}
limit=${SMOKE_SECONDS:-300}
sku=SMOKE-CHECK
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

fail() {
  echo "smoke: $1" >&2
  cat "$answer" >&2
  exit 1
}

# call METHOD PATH KEY [BODY] [HEADER]: writes the answer to the file and prints its status.
call() {
  curl --silent --show-error --max-time 60 --output "$answer" --write-out '%{http_code}' --request "$1" \
    --header "x-functions-key: $3" --header 'content-type: application/json' --header "${5:-accept: application/json}" \
    ${4:+--data "$4"} "$base$2" || true
}

field() {
  grep -o "\"$1\":\"[^\"]*\"" "$answer" | head -n 1 | cut -d '"' -f 4
}

deadline() {
  echo $(($(date +%s) + limit))
}

end=$(deadline)
until [ "$(call GET /api/health/ready "")" = 200 ]; do
  [ "$(date +%s)" -lt "$end" ] || fail "$base is not ready after $limit s."
  sleep 2
done
echo "smoke: $base is ready"

[ "$(call PUT "/api/inventory/$sku" "${SMOKE_ADMIN_KEY:-}" '{"onHand":10}')" = 200 ] || fail "the stock of $sku could not be set."

key="smoke-$(date +%s)-$$"
body="{\"customerId\":\"smoke-check\",\"email\":\"smoke@example.com\",\"currency\":\"USD\",\"lines\":[{\"sku\":\"$sku\",\"quantity\":1,\"unitPrice\":100}]}"
[ "$(call POST /api/orders "${SMOKE_KEY:-}" "$body" "Idempotency-Key: $key")" = 202 ] || fail "the order was not accepted."
order=$(field orderId)
[ "$(call POST /api/orders "${SMOKE_KEY:-}" "$body" "Idempotency-Key: $key")" = 202 ] || fail "the same order, sent again, was not accepted."
[ "$(field orderId)" = "$order" ] || fail "the same order, sent again, became another one."
echo "smoke: order $order is placed"

wanted=confirmed
[ "${SMOKE_PAYMENTS:-false}" = true ] || wanted=cancelled
cancelled=false
seen=placed
end=$(deadline)
while [ "$seen" != "$wanted" ]; do
  [ "$(date +%s)" -lt "$end" ] || fail "order $order is $seen, not $wanted, after $limit s."
  sleep 1
  [ "$(call GET "/api/orders/$order" "${SMOKE_KEY:-}")" = 200 ] || continue
  status=$(field status)
  [ "$status" = "$seen" ] || echo "smoke: order $order is $status"
  seen=$status
  case $seen in
    "$wanted") ;;
    confirmed | cancelled | needs-attention) fail "order $order ended as $seen, not $wanted." ;;
    reserved)
      if [ "$wanted" = cancelled ] && [ "$cancelled" = false ]; then
        [ "$(call POST "/api/orders/$order/cancel" "${SMOKE_KEY:-}" '{}')" = 202 ] || fail "order $order could not be cancelled."
        cancelled=true
      fi
      ;;
  esac
done
echo "smoke: passed"
