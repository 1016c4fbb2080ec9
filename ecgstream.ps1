# EcgStream's one command on Windows: see ./ecgstream.ps1 help. Linux and macOS: ./ecgstream.
param([string]$Command = "help", [Parameter(ValueFromRemainingArguments)][string[]]$Rest = @())
$ErrorActionPreference = "Stop"
Set-Location $PSScriptRoot
$env:DOTNET_NOLOGO = "1"

# The two things that nothing here can bring: what is missing is said first, one sentence each with the command that installs it.
function Assert-SdkAndNode {
    $missing = @()
    if (-not ((Get-Command dotnet -ErrorAction Ignore) -and (dotnet --version 2>$null))) {
        $missing += "The .NET SDK 10 is missing; install it with: winget install Microsoft.DotNet.SDK.10" }
    if (-not ((Get-Command node -ErrorAction Ignore) -and (Get-Command npm -ErrorAction Ignore))) {
        $missing += "Node.js with npm is missing; install it with: winget install OpenJS.NodeJS.LTS" }
    if ($missing) { $missing; exit 1 }
}

function Invoke-Program([string]$Project, [string[]]$Arguments, [string]$Folder = "src/$Project") {
    $log = dotnet build $Folder -c Release --nologo -v q
    if ($LASTEXITCODE -ne 0) { $log; exit 1 }
    dotnet "artifacts/bin/EcgStream.$Project/release/EcgStream.$Project.dll" @Arguments
    exit $LASTEXITCODE
}

if ($Command -in "run", "data", "db", "evaluate", "keys", "simulate", "bench", "publish", "build", "test") { Assert-SdkAndNode }
switch ($Command) {
    "run"      { Invoke-Program "Silo" (@("run") + $Rest) }
    "data"     { Invoke-Program "Silo" (@("data") + $Rest) }
    "db"       { Invoke-Program "Silo" (@("db") + $Rest) }
    "evaluate" { Invoke-Program "Silo" (@("evaluate") + $Rest) }
    "keys"     { Invoke-Program "Silo" (@("keys") + $Rest) }
    "simulate" { Invoke-Program "Simulator" $Rest }
    "bench"    { Invoke-Program "Bench" $Rest "bench/EcgStream.Bench" }
    "publish"  { # compiled ahead, as ./ecgstream publish
        if ($Rest.Count -lt 1) { "a folder, for the server"; exit 2 }
        dotnet publish src/Silo -c Release --nologo -v q --use-current-runtime --self-contained false -p:PublishReadyToRun=true -o @Rest; exit $LASTEXITCODE }
    "build"    { dotnet build EcgStream.sln -c Release --nologo @Rest; exit $LASTEXITCODE }
    "test"     { dotnet test --solution EcgStream.sln -c Release @Rest; exit $LASTEXITCODE }
    default    { "usage: ./ecgstream.ps1 run|simulate|evaluate|keys|data|db|bench|publish|build|test [options]; each but publish, build and test has --help" }
}
