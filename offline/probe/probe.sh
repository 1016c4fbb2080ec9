#!/usr/bin/env bash
# Decides which packages a build uses and writes artifacts/packages.props; asks the feed once. docs/adr/0002 says why.
#   ECGSTREAM_PACKAGES=real|offline  forces the answer
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
props=artifacts/packages.props
# Keep in step with the npm package's version below: 0.4.9 carries ONNX Runtime 1.29.0.
onnx_package=com.github.asus4.onnxruntime onnx_version=0.4.9

value() { [ -f $props ] && sed -n "s:.*<$1>\(.*\)</$1>.*:\1:p" $props || true; }
ask() { dotnet restore offline/probe/probe.csproj -p:Ask="$1" -v q >artifacts/probe/"$1".log 2>&1; }

mkdir -p artifacts/probe
script=$(value EcgStreamBlazorScript) answer=$(value EcgStreamFeedHas)
if [ -z "$answer" ] && [ -z "${ECGSTREAM_PACKAGES:-}" ]; then
  if ask packages; then answer=real; else answer=offline; fi
fi
if [ -z "$script" ]; then
  if ask blazor-script; then script=package; else script=fallback; fi
fi
packages=${ECGSTREAM_PACKAGES:-$answer}
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
    cp "$work/package/Plugins/Linux/x64/libonnxruntime.so" "$onnx.part"
    mv "$onnx.part" "$onnx/libonnxruntime.so"
  fi
fi

new="<Project>
  <PropertyGroup>
    <EcgStreamPackages Condition=\"'\$(EcgStreamPackages)' == ''\">$packages</EcgStreamPackages>
    <EcgStreamFeedHas>$answer</EcgStreamFeedHas>
    <EcgStreamBlazorScript>$script</EcgStreamBlazorScript>
    <OnnxRuntimeSource>$onnx</OnnxRuntimeSource>
  </PropertyGroup>
</Project>"
[ "$new" = "$(cat $props 2>/dev/null)" ] || printf '%s\n' "$new" > $props
