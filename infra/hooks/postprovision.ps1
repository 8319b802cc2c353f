# After azd has provisioned: makes the webhook signing secret if there is none. It is never in a template, a parameter or an output.
$ErrorActionPreference = 'Stop'

function Test-Secret {
    az keyvault secret show --vault-name $env:KEY_VAULT_NAME --name $env:STRIPE_SECRET_NAME --query id --output tsv 2>$null | Out-Null
    return $LASTEXITCODE -eq 0
}

function New-Secret {
    $file = New-TemporaryFile
    try {
        $bytes = [System.Security.Cryptography.RandomNumberGenerator]::GetBytes(32)
        [System.IO.File]::WriteAllText($file, 'whsec_' + [Convert]::ToHexString($bytes).ToLowerInvariant())
        az keyvault secret set --vault-name $env:KEY_VAULT_NAME --name $env:STRIPE_SECRET_NAME --file $file --encoding utf-8 --output none
        return $LASTEXITCODE -eq 0
    }
    finally {
        Remove-Item $file
    }
}

# A new role assignment may take a while to reach tokens.
$attempts = 0
while (-not (Test-Secret) -and -not (New-Secret)) {
    $attempts++
    if ($attempts -ge 12) {
        Write-Host 'In a private network, run this hook inside it: azd hooks run postprovision'
        Write-Error "The secret $env:STRIPE_SECRET_NAME could not be set in $env:KEY_VAULT_NAME."
        exit 1
    }
    Start-Sleep -Seconds 15
}

# The app refreshes its secrets once a day; this refreshes them now.
$site = az functionapp show --resource-group $env:AZURE_RESOURCE_GROUP --name $env:FUNCTION_APP_NAME --query id --output tsv
if ($LASTEXITCODE) { exit 1 }
az rest --method post --url "$site/config/configreferences/appsettings/refresh?api-version=2025-03-01" --output none
if ($LASTEXITCODE) { exit 1 }

Write-Host "The signing secret is in $env:KEY_VAULT_NAME. With a real Stripe account, replace it by the endpoint's own (docs/infrastructure.md)."
