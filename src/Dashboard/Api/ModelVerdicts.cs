namespace EcgStream.Dashboard.Api;

/// <summary>Each class model's own answer.</summary>
public sealed record ModelVerdicts(ModelVerdict? Dnn = null, ModelVerdict? Lstm = null, ModelVerdict? Cnn = null);
