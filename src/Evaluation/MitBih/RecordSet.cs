namespace EcgStream.Evaluation.MitBih;

/// <summary>A set of records of the MIT-BIH Arrhythmia Database.</summary>
/// <param name="Name">"48", "44", "ds1" or "ds2".</param>
/// <param name="Records">Names in ordinal order.</param>
public sealed record RecordSet(string Name, IReadOnlyList<string> Records)
{
    /// <summary>Training half of the inter-patient split (de Chazal et al., IEEE Trans Biomed Eng 51(7), 2004).</summary>
    public static RecordSet Ds1 { get; } = new("ds1",
    [
        "101", "106", "108", "109", "112", "114", "115", "116", "118", "119", "122",
        "124", "201", "203", "205", "207", "208", "209", "215", "220", "223", "230",
    ]);

    /// <summary>Test half of the inter-patient split. Looked at only by an evaluation that asks for it.</summary>
    public static RecordSet Ds2 { get; } = new("ds2",
    [
        "100", "103", "105", "111", "113", "117", "121", "123", "200", "202", "210",
        "212", "213", "214", "219", "221", "222", "228", "231", "232", "233", "234",
    ]);

    /// <summary>Records with paced beats, which EC57 leaves out.</summary>
    public static IReadOnlyList<string> Paced { get; } = ["102", "104", "107", "217"];

    /// <summary>All records without paced beats.</summary>
    public static RecordSet All44 { get; } = new("44", Sorted(Ds1.Records, Ds2.Records));

    /// <summary>All records.</summary>
    public static RecordSet All48 { get; } = new("48", Sorted(All44.Records, Paced));

    /// <summary>The sets that can be named.</summary>
    public static IReadOnlyList<RecordSet> All { get; } = [All48, All44, Ds1, Ds2];

    /// <summary>True when the set holds a record of <see cref="Ds2"/>: looking at it is logged.</summary>
    public bool LooksAtDs2 => Records.Any(Ds2.Records.Contains);

    /// <summary>True when all records of another set are in this one.</summary>
    public bool Holds(RecordSet other) => other.Records.All(Records.Contains);

    /// <summary>Finds a set by its name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static RecordSet Of(string name) =>
        All.FirstOrDefault(set => set.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"'{name}' is no set of records; there are ds1, ds2, 44 and 48.");

    private static string[] Sorted(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        [.. one.Concat(other).Order(StringComparer.Ordinal)];
}
