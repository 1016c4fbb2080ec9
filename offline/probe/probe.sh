#!/usr/bin/env bash
# Decides which packages a build uses and writes artifacts/packages.props; asks the feed once. docs/adr/0002 says why.
#   ECGSTREAM_PACKAGES=real|offline  forces the answer
#   --feed                           only prints what the feed has: real or offline
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
props=artifacts/packages.props
# npm's newest carries ONNX Runtime 1.29.0, two releases behind Directory.Packages.props; the product uses what both have.
onnx_package=com.github.asus4.onnxruntime onnx_version=0.4.9

value() { if [ -f $props ]; then sed -n "s:.*<$1>\(.*\)</$1>.*:\1:p" $props; fi; }
ask() {
  local answer=0
  dotnet restore offline/probe/probe.csproj -p:Ask="$1" -v q >artifacts/probe/"$1".log 2>&1 || answer=$?
  rm -rf artifacts/probe/packages
  return $answer
}

mkdir -p artifacts/probe
feed=$(value EcgStreamFeedHas) script=$(value EcgStreamBlazorScript)
if [ -z "$feed" ] && [ -z "${ECGSTREAM_PACKAGES:-}" -o "${1:-}" = --feed ]; then
  if ask packages; then feed=real; else feed=offline; fi
fi
if [ "${1:-}" = --feed ]; then echo "$feed"; exit; fi
if [ -z "$script" ]; then
  if ask blazor-script; then script=package; else script=fallback; fi
fi
packages=${ECGSTREAM_PACKAGES:-$feed}
case $packages in
  real)    echo "packages: Orleans, MudBlazor and ONNX Runtime from the feed" >&2 ;;
  offline) echo "packages: stand-ins under offline/ for Orleans, MudBlazor and ONNX Runtime (docs/adr/0002)" >&2 ;;
  *) echo "ECGSTREAM_PACKAGES is '$packages': it may be 'real' or 'offline'" >&2; exit 2 ;;
esac

onnx=
if [ "$packages" = offline ]; then
  onnx=${XDG_CACHE_HOME:-$HOME/.cache}/ecgstream/onnxruntime-$onnx_version/
  if [ ! -f "$onnx/libonnxruntime.so" ]; then
    command -v npm >/dev/null || { echo "ONNX Runtime is fetched with npm, which is not here: install Node.js 20 or newer" >&2; exit 1; }
    echo "fetching ONNX Runtime from npm, once (150 MB) …" >&2
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    (cd "$work" && npm pack --silent "$onnx_package@$onnx_version" >/dev/null && tar -xzf ./*.tgz)
    mkdir -p "$onnx"
    cp -r "$work/package/Runtime" "$onnx"
    # Last and in one step: its presence says that the cache is whole.
    cp "$work/package/Plugins/Linux/x64/libonnxruntime.so" "$onnx/part"
    mv "$onnx/part" "$onnx/libonnxruntime.so"
  fi
fi

new="<Project>
  <PropertyGroup>
    <EcgStreamPackages Condition=\"'\$(EcgStreamPackages)' == ''\">$packages</EcgStreamPackages>
    <EcgStreamFeedHas>$feed</EcgStreamFeedHas>
    <EcgStreamBlazorScript>$script</EcgStreamBlazorScript>
    <OnnxRuntimeSource>$onnx</OnnxRuntimeSource>
  </PropertyGroup>
</Project>"
[ "$new" = "$(cat $props 2>/dev/null)" ] || printf '%s\n' "$new" > $props
