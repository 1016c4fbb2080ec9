using EcgStream.Gateway.Bodies;

namespace EcgStream.Gateway.Classify;

/// <summary>Which models' own answers go into a classification; the combined answer is always there.</summary>
[Flags]
internal enum ModelPick
{
    None = 0,
    Dnn = 1,
    Lstm = 2,
    Cnn = 4,
    Autoencoder = 8,
    All = Dnn | Lstm | Cnn | Autoencoder,
}

internal static class ModelPicks
{
    /// <summary>Reads <c>?models=dnn,cnn</c>; all four when it is not given.</summary>
    public static ModelPick ReadModels(this Query query)
    {
        if (query.Text("models") is not { } text) return ModelPick.All;
        var pick = ModelPick.None;
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var one = name.ToLowerInvariant() switch
            {
                "dnn" => ModelPick.Dnn,
                "lstm" => ModelPick.Lstm,
                "cnn" => ModelPick.Cnn,
                "autoencoder" => ModelPick.Autoencoder,
                "combined" => ModelPick.None,
                _ => (ModelPick?)null,
            };
            if (one is null) query.Errors.Add("models", "takes dnn, lstm, cnn, autoencoder and combined, separated by commas.");
            pick |= one ?? ModelPick.None;
        }

        return pick;
    }
}
