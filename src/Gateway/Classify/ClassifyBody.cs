using System.Text.Json;
using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.Problems;
using EcgStream.Signal.Beats;

namespace EcgStream.Gateway.Classify;

/// <summary>Reads the body of a classification: one beat as <c>samples</c>, or many as <c>beats</c>.</summary>
internal static class ClassifyBody
{
    /// <summary>Most beats of one request.</summary>
    public const int MostBeats = 1024;

    // In any unit: microvolts and the steps of a converter stay below it.
    private const float LargestRaw = 1e6f;

    /// <param name="normalise">Whether beats of any length and unit are brought into the form of ECG5000.</param>
    /// <returns>n × 140 samples.</returns>
    /// <exception cref="Refusal">Not such a body; every wrong beat and sample is named, up to a limit.</exception>
    public static float[] Read(JsonElement root, bool normalise = false)
    {
        var errors = new FieldErrors();
        errors.OnlyKnown(root, "", "samples", "beats");
        errors.ThrowIfAny();

        var one = root.TryGetProperty("samples", out var samples);
        var many = root.TryGetProperty("beats", out var beats);
        if (one == many) throw Refusal.BadRequest("samples", "The body needs either samples (one beat) or beats (many).");

        var target = one ? ReadOne(errors, samples, normalise) : ReadMany(errors, beats, normalise);
        errors.ThrowIfAny();
        return target;
    }

    /// <summary>Reads a body that must hold one beat, as <c>samples</c>.</summary>
    /// <returns>float[140].</returns>
    /// <exception cref="Refusal">Not such a body; every wrong sample is named, up to a limit.</exception>
    public static float[] ReadSingle(JsonElement root)
    {
        var errors = new FieldErrors();
        errors.OnlyKnown(root, "", "samples");
        errors.ThrowIfAny();
        if (!root.TryGetProperty("samples", out var samples))
            throw Refusal.BadRequest("samples", "The body needs samples: one beat.");

        var target = ReadOne(errors, samples, normalise: false);
        errors.ThrowIfAny();
        return target;
    }

    private static float[] ReadOne(FieldErrors errors, JsonElement samples, bool normalise)
    {
        var target = new float[BeatFrame.SampleCount];
        ReadBeat(errors, samples, "samples", target, normalise);
        return target;
    }

    private static float[] ReadMany(FieldErrors errors, JsonElement beats, bool normalise)
    {
        if (beats.ValueKind != JsonValueKind.Array)
            throw Refusal.BadRequest("beats", $"must be an array of beats, not {JsonFields.Describe(beats)}.");
        var count = beats.GetArrayLength();
        if (count is 0 or > MostBeats) throw Refusal.BadRequest("beats", $"takes 1…{MostBeats} beats, not {count}.");

        var target = new float[count * BeatFrame.SampleCount];
        var i = 0;
        foreach (var beat in beats.EnumerateArray())
        {
            ReadBeat(errors, beat, $"beats[{i}]", target.AsSpan(i * BeatFrame.SampleCount, BeatFrame.SampleCount), normalise);
            if (errors.Full) break;
            i++;
        }

        return target;
    }

    private static void ReadBeat(FieldErrors errors, JsonElement beat, string path, Span<float> target, bool normalise)
    {
        if (beat.ValueKind != JsonValueKind.Array)
            errors.Add(path, $"must be an array of {BeatFrame.SampleCount} numbers, not {JsonFields.Describe(beat)}.");
        else if (normalise)
            ReadRaw(errors, beat, path, target);
        else if (beat.GetArrayLength() is var length && length != BeatFrame.SampleCount)
            errors.Add(path, $"must hold {BeatFrame.SampleCount} samples, not {length}; normalise=true takes other lengths.");
        else
            errors.ReadSamples(beat, path, target);
    }

    private static void ReadRaw(FieldErrors errors, JsonElement beat, string path, Span<float> target)
    {
        var length = beat.GetArrayLength();
        if (length is < BeatNormaliser.LeastSamples or > BeatNormaliser.MostSamples)
        {
            errors.Add(path, $"must hold {BeatNormaliser.LeastSamples}…{BeatNormaliser.MostSamples} samples, not {length}.");
            return;
        }

        var raw = new float[length];
        if (!errors.ReadSamples(beat, path, raw, LargestRaw)) return;
        if (!BeatNormaliser.TryNormalise(raw, target)) errors.Add(path, "is flat: there is nothing to normalise.");
    }
}
