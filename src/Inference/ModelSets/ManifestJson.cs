using System.Text.Json;
using System.Text.Json.Serialization;

namespace EcgStream.Inference.ModelSets;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(ModelManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext
{
    /// <exception cref="JsonException">Not a manifest; the message names the place.</exception>
    public static ModelManifest Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, Default.ModelManifest) ?? throw new JsonException("The manifest is null.");
}
