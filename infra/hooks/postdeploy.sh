#!/bin/sh
# After azd has deployed the code: subscribes ReadUndelivered, which exists only now, and checks that an order goes all the way.
set -eu
cd "$(dirname "$0")"

echo "Subscribing ReadUndelivered to undelivered events"
attempts=0
until az deployment group create --resource-group "$AZURE_RESOURCE_GROUP" --name undelivered --template-file ../undelivered.bicep --output none \
  --parameters systemTopicName="$SYSTEM_TOPIC_NAME" storageAccountName="$DATA_STORAGE_NAME" functionAppName="$FUNCTION_APP_NAME"; do
  # The functions of a new deployment take a while to appear.
  attempts=$((attempts + 1))
  [ "$attempts" -lt 6 ] || exit 1
  sleep 20
done

keys() {
  az functionapp keys list --resource-group "$AZURE_RESOURCE_GROUP" --name "$FUNCTION_APP_NAME" --query "$1" --output tsv
}

SMOKE_KEY=$(keys functionKeys.default)
SMOKE_ADMIN_KEY=$(keys masterKey)
SMOKE_PAYMENTS=${PIPELINE_SIMULATE_PAYMENTS:-false}
export SMOKE_KEY SMOKE_ADMIN_KEY SMOKE_PAYMENTS
sh ./smoke.sh "$FUNCTION_APP_URL"
