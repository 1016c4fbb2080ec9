using System.Text.Json.Serialization;

namespace EcgStream.Gateway.Classify;

/// <summary>What each model says; a model that was not asked for is left out.</summary>
public sealed record ModelAnswers(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ModelAnswer? Dnn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ModelAnswer? Lstm,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ModelAnswer? Cnn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AutoencoderAnswer? Autoencoder);
