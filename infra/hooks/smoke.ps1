# Places a test order and waits for its end; the same check as smoke.sh, which says what the variables mean.
param([Parameter(Mandatory)] [string] $Base)

$ErrorActionPreference = 'Stop'
$limit = if ($env:SMOKE_SECONDS) { [int] $env:SMOKE_SECONDS } else { 300 }
$sku = 'SMOKE-CHECK'

function Stop-Smoke([string] $why, $answer) {
    Write-Host "smoke: $why"
    if ($answer) { Write-Host $answer.Content }
    exit 1
}

function Send-Call([string] $method, [string] $path, [string] $key, [string] $body, [hashtable] $headers = @{}) {
    $call = @{ Method = $method; Uri = "$Base$path"; Headers = $headers + @{ 'x-functions-key' = $key }; TimeoutSec = 60; SkipHttpErrorCheck = $true }
    if ($body) { $call += @{ Body = $body; ContentType = 'application/json' } }
    try { return Invoke-WebRequest @call } catch [System.Net.Http.HttpRequestException] { return $null }
}

$end = (Get-Date).AddSeconds($limit)
while ((Send-Call GET '/api/health/ready' '').StatusCode -ne 200) {
    if ((Get-Date) -gt $end) { Stop-Smoke "$Base is not ready after $limit s." }
    Start-Sleep -Seconds 2
}
Write-Host "smoke: $Base is ready"

$answer = Send-Call PUT "/api/inventory/$sku" $env:SMOKE_ADMIN_KEY '{"onHand":10}'
if ($answer.StatusCode -ne 200) { Stop-Smoke "the stock of $sku could not be set." $answer }

$headers = @{ 'Idempotency-Key' = "smoke-$([Guid]::NewGuid())" }
$body = "{`"customerId`":`"smoke-check`",`"email`":`"smoke@example.com`",`"currency`":`"USD`",`"lines`":[{`"sku`":`"$sku`",`"quantity`":1,`"unitPrice`":100}]}"
$answer = Send-Call POST '/api/orders' $env:SMOKE_KEY $body $headers
if ($answer.StatusCode -ne 202) { Stop-Smoke 'the order was not accepted.' $answer }
$order = ($answer.Content | ConvertFrom-Json).orderId
$again = Send-Call POST '/api/orders' $env:SMOKE_KEY $body $headers
if ($again.StatusCode -ne 202 -or ($again.Content | ConvertFrom-Json).orderId -ne $order) { Stop-Smoke 'the same order, sent again, became another one.' $again }
Write-Host "smoke: order $order is placed"

$wanted = if ($env:SMOKE_PAYMENTS -eq 'true') { 'confirmed' } else { 'cancelled' }
$cancelled = $false
$seen = 'placed'
$end = (Get-Date).AddSeconds($limit)
while ($seen -ne $wanted) {
    if ((Get-Date) -gt $end) { Stop-Smoke "order $order is $seen, not $wanted, after $limit s." $answer }
    Start-Sleep -Seconds 1
    $answer = Send-Call GET "/api/orders/$order" $env:SMOKE_KEY
    if ($answer.StatusCode -ne 200) { continue }
    $status = ($answer.Content | ConvertFrom-Json).status
    if ($status -ne $seen) { Write-Host "smoke: order $order is $status" }
    $seen = $status
    if ($seen -ne $wanted -and $seen -in 'confirmed', 'cancelled', 'needs-attention') { Stop-Smoke "order $order ended as $seen, not $wanted." $answer }
    if ($seen -eq 'reserved' -and $wanted -eq 'cancelled' -and -not $cancelled) {
        $answer = Send-Call POST "/api/orders/$order/cancel" $env:SMOKE_KEY '{}'
        if ($answer.StatusCode -ne 202) { Stop-Smoke "order $order could not be cancelled." $answer }
        $cancelled = $true
    }
}
Write-Host 'smoke: passed'
exit 0
