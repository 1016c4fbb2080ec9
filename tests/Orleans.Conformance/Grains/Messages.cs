using Orleans;

namespace EcgStream.Conformance.Grains;

// Small types that belong together; a file each would hide what they differ in.

/// <summary>May be changed by whoever holds it, so each gets a copy.</summary>
[GenerateSerializer]
public sealed class Mutable
{
    [Id(0)]
    public int Number { get; set; }

    [Id(1)]
    public List<string> Words { get; set; } = [];

    [Id(2)]
    public float[] Samples { get; set; } = [];

    [Id(3)]
    public Mutable? Inner { get; set; }
}

/// <summary>Says that nobody changes it, so all may share it.</summary>
[GenerateSerializer, Immutable]
public sealed record Shared([property: Id(0)] string Name, [property: Id(1)] float[] Samples);

/// <summary>Everything plain that messages are made of.</summary>
[GenerateSerializer, Immutable]
public readonly record struct Plain(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] double? Rate,
    [property: Id(2)] Color Color,
    [property: Id(3)] ulong Hash,
    [property: Id(4)] TimeSpan Span,
    [property: Id(5)] Guid Id);

/// <summary>An enumeration needs no mark.</summary>
public enum Color : byte
{
    Red = 1,
    Green = 2,
}

/// <summary>Lacks the mark, so it cannot travel.</summary>
public sealed class Unmarked
{
    public int Number { get; set; }
}

/// <summary>An exception of one's own.</summary>
[GenerateSerializer]
public sealed class OddBeatException(string message) : Exception(message);
