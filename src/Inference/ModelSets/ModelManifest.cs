using System.Text.Json;
using System.Text.Json.Serialization;

namespace EcgStream.Inference.ModelSets;

/// <summary>What manifest.json says of a model set. Parts that a file must hold are empty in one made from a version alone.</summary>
/// <param name="Version">Version of the set, e.g. "1.0.0+ab12cd34"; every verdict carries it.</param>
public sealed record ModelManifest(string Version)
{
    /// <summary>The signal that the set judges: "ecg5000", which is meant where a manifest does not say, or "mitdb".</summary>
    public string Signal { get => field ?? JudgedSignal.Ecg5000; init; } // a reader that finds no such key sets null

    /// <summary>What the graphs of a set for continuous ECG read; null for "ecg5000".</summary>
    public ModelInput? Input { get; init; }

    /// <summary>Samples in a beat, or in a channel of it: 140 for "ecg5000", 162 for "mitdb".</summary>
    [JsonRequired] public int SampleCount { get; init; }

    /// <summary>Names of the five classes in class order.</summary>
    [JsonRequired] public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>What the models were fitted on.</summary>
    [JsonRequired] public TrainingData Data { get; init; } = new("", "", 0, "");

    /// <summary>Versions of what fitted and exported the models.</summary>
    [JsonRequired] public IReadOnlyDictionary<string, JsonElement> Tools { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Seed of every random number in training.</summary>
    [JsonRequired] public long Seed { get; init; }

    /// <summary>How far the same seed gives the same files.</summary>
    [JsonRequired] public string Deterministic { get; init; } = "";

    /// <summary>The four models.</summary>
    [JsonRequired] public IReadOnlyList<ModelDescription> Models { get; init; } = [];

    /// <summary>The graph that runs all four at once.</summary>
    [JsonRequired] public CombinedDescription Combined { get; init; } = new("", "", 0, "", "", []);

    /// <summary>How four answers become one verdict.</summary>
    [JsonRequired] public JudgementDescription Judgement { get; init; } = JudgementDescription.None;

    /// <summary>Floats of one beat in the graphs' input.</summary>
    internal int InputWidth => Input?.Width ?? SampleCount;

    /// <summary>Floats of one beat in the autoencoder's reconstruction.</summary>
    internal int ReconstructionWidth => Input?.ReconstructionCount ?? SampleCount;

    /// <summary>One model by name.</summary>
    /// <param name="name">dnn, lstm, cnn or autoencoder.</param>
    /// <exception cref="ArgumentException">No such model.</exception>
    public ModelDescription Model(string name)
    {
        foreach (var model in Models)
            if (model.Name == name) return model;
        throw new ArgumentException($"No model '{name}': choose {string.Join(", ", ModelNames.All)}.", nameof(name));
    }
}
