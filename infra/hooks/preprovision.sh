#!/bin/sh
# Before azd provisions: says what is missing on this machine or in the subscription, instead of failing half-way.
set -eu

fail() {
  echo "preflight: $1" >&2
  exit 1
}

for tool in az azd dotnet curl openssl; do
  command -v "$tool" > /dev/null || fail "$tool is not installed."
done

dotnet --list-sdks | grep -q '^10\.' || fail "the .NET 10 SDK is not installed (global.json asks for it)."
az account show > /dev/null 2>&1 || fail "not logged in to Azure: run az login, and azd auth login."

if [ -n "${AZURE_SUBSCRIPTION_ID:-}" ]; then
  az account set --subscription "$AZURE_SUBSCRIPTION_ID" || fail "this login cannot reach the subscription $AZURE_SUBSCRIPTION_ID."
fi

if [ -n "${AZURE_LOCATION:-}" ]; then
  az functionapp list-flexconsumption-locations --query '[].name' --output tsv | tr '[:upper:]' '[:lower:]' | tr -d ' ' \
    | grep -qx "$AZURE_LOCATION" || fail "$AZURE_LOCATION does not offer Flex Consumption; az functionapp list-flexconsumption-locations says who does."
fi

for provider in Microsoft.App Microsoft.DocumentDB Microsoft.EventGrid Microsoft.Insights Microsoft.KeyVault Microsoft.Network \
  Microsoft.OperationalInsights Microsoft.ServiceBus Microsoft.Storage Microsoft.Web; do
  state=$(az provider show --namespace "$provider" --query registrationState --output tsv)
  if [ "$state" != "Registered" ]; then
    echo "preflight: registering $provider"
    az provider register --namespace "$provider" --wait || fail "$provider cannot be registered with these rights."
  fi
done

# A budget keeps its first month, so the first run records it.
if [ -z "${PIPELINE_BUDGET_START:-}" ]; then
  azd env set PIPELINE_BUDGET_START "$(date -u +%Y-%m-01)"
fi

echo "preflight: ready. Quotas to know: Flex Consumption has 250 cores a region and subscription at first (each 2 GB instance is one),"
echo "preflight: and Service Bus Premium needs its messaging units free in the region."
