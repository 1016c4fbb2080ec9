using System.Text.Json.Serialization;

namespace EcgStream.Gateway.Classify;

/// <summary>What each model says; a model that was not asked for is left out.</summary>
public sealed record ModelAnswers(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ModelAnswer? Dnn = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ModelAnswer? Lstm = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ModelAnswer? Cnn = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AutoencoderAnswer? Autoencoder = null);
