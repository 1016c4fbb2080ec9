using System.Text.Json;
using EcgStream.Gateway.Problems;

namespace EcgStream.Gateway.Bodies;

/// <summary>Reads samples out of JSON, strictly.</summary>
internal static class SampleFields
{
    /// <summary>Largest magnitude taken, z-score units. ECG5000 stays within ±10; what is far outside is no z-score.</summary>
    public const float Largest = 100;

    /// <summary>Copies an array's numbers into <paramref name="target"/>, whose length the array must have.</summary>
    public static void ReadSamples(this FieldErrors errors, JsonElement array, string path, Span<float> target)
    {
        var i = 0;
        foreach (var value in array.EnumerateArray())
        {
            if (value.ValueKind != JsonValueKind.Number)
                errors.Add($"{path}[{i}]", $"must be a number, not {JsonFields.Describe(value)}.");
            else if (!value.TryGetSingle(out var sample) || !(MathF.Abs(sample) <= Largest))
                errors.Add($"{path}[{i}]", $"must lie in -{Largest}…{Largest} (z-score units), not {JsonFields.Describe(value)}.");
            else
                target[i] = sample;
            i++;
            if (errors.Full) return;
        }
    }
}
