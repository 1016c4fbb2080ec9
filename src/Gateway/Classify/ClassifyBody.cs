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

    /// <returns>n × 140 samples.</returns>
    /// <exception cref="Refusal">Not such a body; every wrong beat and sample is named, up to a limit.</exception>
    public static float[] Read(JsonElement root)
    {
        var errors = new FieldErrors();
        errors.OnlyKnown(root, "", "samples", "beats");
        errors.ThrowIfAny();

        var one = root.TryGetProperty("samples", out var samples);
        var many = root.TryGetProperty("beats", out var beats);
        if (one == many) throw Refusal.BadRequest("samples", "The body needs either samples (one beat) or beats (many).");

        var target = one ? ReadOne(errors, samples) : ReadMany(errors, beats);
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

        var target = ReadOne(errors, samples);
        errors.ThrowIfAny();
        return target;
    }

    private static float[] ReadOne(FieldErrors errors, JsonElement samples)
    {
        var target = new float[BeatFrame.SampleCount];
        ReadBeat(errors, samples, "samples", target);
        return target;
    }

    private static float[] ReadMany(FieldErrors errors, JsonElement beats)
    {
        if (beats.ValueKind != JsonValueKind.Array)
            throw Refusal.BadRequest("beats", $"must be an array of beats, not {JsonFields.Describe(beats)}.");
        var count = beats.GetArrayLength();
        if (count is 0 or > MostBeats) throw Refusal.BadRequest("beats", $"takes 1…{MostBeats} beats, not {count}.");

        var target = new float[count * BeatFrame.SampleCount];
        var i = 0;
        foreach (var beat in beats.EnumerateArray())
        {
            ReadBeat(errors, beat, $"beats[{i}]", target.AsSpan(i * BeatFrame.SampleCount, BeatFrame.SampleCount));
            if (errors.Full) break;
            i++;
        }

        return target;
    }

    private static void ReadBeat(FieldErrors errors, JsonElement beat, string path, Span<float> target)
    {
        if (beat.ValueKind != JsonValueKind.Array)
            errors.Add(path, $"must be an array of {BeatFrame.SampleCount} numbers, not {JsonFields.Describe(beat)}.");
        else if (beat.GetArrayLength() is var length && length != BeatFrame.SampleCount)
            errors.Add(path, $"must hold {BeatFrame.SampleCount} samples, not {length}.");
        else
            errors.ReadSamples(beat, path, target);
    }
}
