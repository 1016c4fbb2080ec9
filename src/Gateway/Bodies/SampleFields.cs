using System.Text.Json;
using EcgStream.Gateway.Problems;

namespace EcgStream.Gateway.Bodies;

/// <summary>Reads samples out of JSON, strictly.</summary>
internal static class SampleFields
{
    /// <summary>Largest magnitude taken, z-score units. ECG5000 stays within ±10; what is far outside is no z-score.</summary>
    public const float Largest = 100;

    /// <summary>Copies an array's numbers into <paramref name="target"/>, whose length the array must have; false when one is wrong.</summary>
    public static bool ReadSamples(this FieldErrors errors, JsonElement array, string path, Span<float> target, float largest = Largest)
    {
        var (i, good) = (0, true);
        var unit = largest == Largest ? " (z-score units)" : "";
        foreach (var value in array.EnumerateArray())
        {
            if (value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out var sample) && MathF.Abs(sample) <= largest)
            {
                target[i++] = sample;
                continue;
            }

            good = false;
            errors.Add($"{path}[{i++}]", value.ValueKind == JsonValueKind.Number
                ? $"must lie in -{largest}…{largest}{unit}, not {JsonFields.Describe(value)}."
                : $"must be a number, not {JsonFields.Describe(value)}.");
            if (errors.Full) return false;
        }

        return good;
    }
}
