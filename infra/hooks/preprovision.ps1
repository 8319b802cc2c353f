# Before azd provisions: says what is missing on this machine or in the subscription, instead of failing half-way.
$ErrorActionPreference = 'Stop'

function Stop-Preflight([string] $why) {
    Write-Error "preflight: $why"
    exit 1
}

foreach ($tool in 'az', 'azd', 'dotnet') {
    if (-not (Get-Command $tool -ErrorAction SilentlyContinue)) { Stop-Preflight "$tool is not installed." }
}

if (-not (dotnet --list-sdks | Select-String '^10\.')) { Stop-Preflight 'the .NET 10 SDK is not installed (global.json asks for it).' }
az account show --output none
if ($LASTEXITCODE) { Stop-Preflight 'not logged in to Azure: run az login, and azd auth login.' }

if ($env:AZURE_SUBSCRIPTION_ID) {
    az account set --subscription $env:AZURE_SUBSCRIPTION_ID
    if ($LASTEXITCODE) { Stop-Preflight "this login cannot reach the subscription $env:AZURE_SUBSCRIPTION_ID." }
}

if ($env:AZURE_LOCATION) {
    $regions = az functionapp list-flexconsumption-locations --query '[].name' --output tsv | ForEach-Object { $_.ToLowerInvariant().Replace(' ', '') }
    if ($regions -notcontains $env:AZURE_LOCATION) {
        Stop-Preflight "$env:AZURE_LOCATION does not offer Flex Consumption; az functionapp list-flexconsumption-locations says who does."
    }
}

foreach ($provider in 'App', 'DocumentDB', 'EventGrid', 'Insights', 'KeyVault', 'Network', 'OperationalInsights', 'ServiceBus', 'Storage', 'Web') {
    $state = az provider show --namespace "Microsoft.$provider" --query registrationState --output tsv
    if ($state -ne 'Registered') {
        Write-Host "preflight: registering Microsoft.$provider"
        az provider register --namespace "Microsoft.$provider" --wait
        if ($LASTEXITCODE) { Stop-Preflight "Microsoft.$provider cannot be registered with these rights." }
    }
}

# A budget keeps its first month, so the first run records it.
if (-not $env:PIPELINE_BUDGET_START) {
    azd env set PIPELINE_BUDGET_START ([DateTime]::UtcNow.ToString('yyyy-MM-01'))
    if ($LASTEXITCODE) { Stop-Preflight 'azd could not keep the first month of the budget.' }
}

Write-Host 'preflight: ready. Quotas to know: Flex Consumption has 250 cores a region and subscription at first (each 2 GB instance is one),'
Write-Host 'preflight: and Service Bus Premium needs its messaging units free in the region.'
