using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;

namespace EcgStream.Inference.ModelSets;

/// <summary>
/// The four models and the graph of all, loaded and checked. Thread-safe. Counted: its maker holds one use, each run
/// takes another, and the sessions go when the last is given back.
/// </summary>
public sealed class ModelSet : IDisposable
{
    /// <summary>Values a beat of the combined graph: three times five probabilities and the error.</summary>
    public const int ScoreCount = 16;

    private readonly Dictionary<string, ModelSession> _singles = [];
    private int _uses = 1;
    private int _disposed;

    private ModelSet(ModelManifest manifest) => Manifest = manifest;

    /// <summary>What the manifest says.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>True once the sessions are gone.</summary>
    public bool IsReleased => Volatile.Read(ref _uses) == 0;

    internal ModelSession Combined { get; private set; } = null!;

    /// <summary>Loads manifest.json and the files it names; every hash, name, shape and parameter is checked.</summary>
    /// <param name="folder">Folder that holds them.</param>
    /// <param name="signal">The signal that the set has to judge (<see cref="JudgedSignal"/>).</param>
    /// <exception cref="ModelSetException">A file is missing, altered or not what it should be.</exception>
    public static ModelSet Load(string folder, string signal = JudgedSignal.Ecg5000)
    {
        ModelManifest manifest;
        try
        {
            manifest = ManifestJson.Read(ReadFile(folder, ManifestRules.FileName));
        }
        catch (JsonException e)
        {
            throw new ModelSetException(ManifestRules.FileName, e.Message, e);
        }

        ManifestRules.Check(manifest, signal);
        var set = new ModelSet(manifest);
        try
        {
            set.Open(folder);
            return set;
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    /// <summary>Runs one model alone.</summary>
    /// <param name="name">dnn, lstm, cnn or autoencoder.</param>
    /// <param name="beats">n × width floats: 140 samples, or <see cref="ModelInput.Width"/>.</param>
    /// <exception cref="ArgumentException">No such model, or not n × width floats.</exception>
    public SingleResult Run(string name, ReadOnlySpan<float> beats)
    {
        if (!_singles.TryGetValue(name, out var session)) Manifest.Model(name);
        var count = CountOf(beats);
        if (name != ModelNames.Autoencoder)
        {
            var probabilities = new float[count * 5];
            session!.Run(beats, probabilities);
            return new(name, probabilities, [], []);
        }

        var reconstruction = new float[count * Manifest.ReconstructionWidth];
        var errors = new float[count];
        session!.Run(beats, reconstruction, errors);
        return new(name, [], errors, reconstruction);
    }

    /// <summary>Runs all four models.</summary>
    /// <param name="beats">n × width floats: 140 samples, or <see cref="ModelInput.Width"/>.</param>
    /// <returns>float[n × 16]: probabilities of DNN, LSTM and CNN, then the autoencoder's error.</returns>
    /// <exception cref="ArgumentException">Not n × width floats.</exception>
    public float[] Scores(ReadOnlySpan<float> beats)
    {
        var scores = new float[CountOf(beats) * ScoreCount];
        Combined.Run(beats, scores);
        return scores;
    }

    /// <summary>Gives back the maker's use; the sessions go when no run uses them any more.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) Release();
    }

    internal ModelSession Single(string name) => _singles[name];

    /// <summary>Takes a use; false when the sessions are gone.</summary>
    internal bool TryUse()
    {
        for (var seen = Volatile.Read(ref _uses); seen > 0;)
        {
            var before = Interlocked.CompareExchange(ref _uses, seen + 1, seen);
            if (before == seen) return true;
            seen = before;
        }
        return false;
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref _uses) != 0) return;
        foreach (var session in _singles.Values) session.Dispose();
        Combined?.Dispose();
    }

    private void Open(string folder)
    {
        foreach (var model in Manifest.Models)
        {
            GraphOutput[] outputs = model.Name == ModelNames.Autoencoder
                ? [new("reconstruction", Manifest.ReconstructionWidth), new("error", 1, IsVector: true)]
                : [new("probabilities", 5)];
            _singles.Add(model.Name, new(model.File, ReadChecked(folder, model.File, model.Bytes, model.Sha256), Manifest.InputWidth, outputs));
        }

        var (file, sha256, bytes, _, output, _) = Manifest.Combined;
        Combined = new(file, ReadChecked(folder, file, bytes, sha256), Manifest.InputWidth, new GraphOutput(output, ScoreCount));
        Try(file);
    }

    // One run over two made-up beats: shapes that only a run shows, and that the combined graph holds the same models.
    private void Try(string file)
    {
        var beats = new float[2 * Manifest.InputWidth];
        for (var i = 0; i < beats.Length; i++) beats[i] = (float)Math.Sqrt(2) * MathF.Sin(i * 0.09f);
        try
        {
            var scores = Scores(beats);
            for (var column = 0; column < ScoreCount; column++)
            {
                var single = Run(ModelNames.All[column / 5], beats);
                var (values, width) = column == 15 ? (single.Errors, 1) : (single.Probabilities, 5);
                for (var beat = 0; beat < 2; beat++)
                    if (!(Math.Abs(scores[beat * ScoreCount + column] - values[beat * width + column % 5]) < 1e-3))
                        throw new ModelSetException(file, $"its scores are not those of {single.Model}");
            }
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelSetException(file, $"a trial run failed ({e.Message})", e);
        }
    }

    private static byte[] ReadChecked(string folder, string file, long bytes, string sha256)
    {
        var content = ReadFile(folder, file);
        if (content.Length != bytes)
            throw new ModelSetException(file, $"it has {content.Length} bytes, the manifest says {bytes}");
        var found = Convert.ToHexStringLower(SHA256.HashData(content));
        if (!found.Equals(sha256, StringComparison.OrdinalIgnoreCase))
            throw new ModelSetException(file, $"its SHA-256 is {found}, the manifest says {sha256}");
        return content;
    }

    private static byte[] ReadFile(string folder, string file)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, file));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelSetException(file, $"not found in {folder}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelSetException(file, $"cannot be read ({e.Message})", e);
        }
    }

    private int CountOf(ReadOnlySpan<float> beats) => beats.Length % Manifest.InputWidth == 0
        ? beats.Length / Manifest.InputWidth
        : throw new ArgumentException($"{beats.Length} samples are not whole beats of {Manifest.InputWidth}.", nameof(beats));
}
