# After azd has deployed the code: subscribes ReadUndelivered, which exists only now, and checks that an order goes all the way.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot

Write-Host 'Subscribing ReadUndelivered to undelivered events'
for ($attempt = 1; ; $attempt++) {
    az deployment group create --resource-group $env:AZURE_RESOURCE_GROUP --name undelivered --template-file ../undelivered.bicep --output none `
        --parameters systemTopicName=$env:SYSTEM_TOPIC_NAME storageAccountName=$env:DATA_STORAGE_NAME functionAppName=$env:FUNCTION_APP_NAME
    if ($LASTEXITCODE -eq 0) { break }
    # The functions of a new deployment take a while to appear.
    if ($attempt -ge 6) { exit 1 }
    Start-Sleep -Seconds 20
}

function Get-Key([string] $query) {
    $key = az functionapp keys list --resource-group $env:AZURE_RESOURCE_GROUP --name $env:FUNCTION_APP_NAME --query $query --output tsv
    if ($LASTEXITCODE) { exit 1 }
    return $key
}

$env:SMOKE_KEY = Get-Key 'functionKeys.default'
$env:SMOKE_ADMIN_KEY = Get-Key 'masterKey'
$env:SMOKE_PAYMENTS = if ($env:PIPELINE_SIMULATE_PAYMENTS) { $env:PIPELINE_SIMULATE_PAYMENTS } else { 'false' }
& ./smoke.ps1 $env:FUNCTION_APP_URL
exit $LASTEXITCODE
