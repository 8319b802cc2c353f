#!/bin/sh
# After azd has provisioned: makes the webhook signing secret if there is none. It is never in a template, a parameter or an output.
set -eu

has_secret() {
  az keyvault secret show --vault-name "$KEY_VAULT_NAME" --name "$STRIPE_SECRET_NAME" --query id --output tsv > /dev/null 2>&1
}

make_secret() {
  secret=$(openssl rand -hex 32)
  printf 'whsec_%s' "$secret" | az keyvault secret set --vault-name "$KEY_VAULT_NAME" --name "$STRIPE_SECRET_NAME" \
    --file /dev/stdin --encoding utf-8 --output none
}

# A new role assignment may take a while to reach tokens.
attempts=0
until has_secret || make_secret; do
  attempts=$((attempts + 1))
  if [ "$attempts" -ge 12 ]; then
    echo "The secret $STRIPE_SECRET_NAME could not be set in $KEY_VAULT_NAME." >&2
    echo "In a private network, run this hook inside it: azd hooks run postprovision" >&2
    exit 1
  fi
  sleep 15
done

# The app refreshes its secrets once a day; this refreshes them now.
site=$(az functionapp show --resource-group "$AZURE_RESOURCE_GROUP" --name "$FUNCTION_APP_NAME" --query id --output tsv)
az rest --method post --url "$site/config/configreferences/appsettings/refresh?api-version=2025-03-01" --output none

echo "The signing secret is in $KEY_VAULT_NAME. With a real Stripe account, replace it by the endpoint's own (docs/infrastructure.md)."
