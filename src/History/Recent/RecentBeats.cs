using System.Collections.Concurrent;

namespace EcgStream.History.Recent;

/// <summary>
/// What is committed and not in the tables yet, by patient: readers look here first and in the tables then, so that a
/// beat on its way from here to there is seen twice at worst, never not at all.
/// </summary>
internal sealed class RecentBeats
{
    private const int MostTries = 1_000;

    private readonly ConcurrentDictionary<long, string> _modelSets = new();
    private volatile ConcurrentDictionary<long, RecentPatient> _patients = new();

    /// <summary>Of a store that writes everything into its tables at once.</summary>
    public static RecentBeats None { get; } = new();

    /// <summary>All that the writer has met, by key.</summary>
    public IEnumerable<KeyValuePair<long, RecentPatient>> Patients => _patients;

    /// <summary>Where patients' rows lie; the writer's own.</summary>
    public RowBlocks Blocks { get; } = new();

    public RecentPatient? Find(long patient) => _patients.GetValueOrDefault(patient);

    public void Add(long patient, RecentPatient recent) => _patients[patient] = recent;

    public void Remove(long patient) => _patients.TryRemove(patient, out _);

    /// <summary>Takes what a log holds in place of all that was here.</summary>
    public void Replace(IReadOnlyDictionary<long, RecentPatient> patients) => _patients = new(patients);

    public void Name(long modelSet, string name) => _modelSets[modelSet] = name;

    /// <summary>A patient's recent beats by index.</summary>
    public IReadOnlyList<RecentBeat> Of(long patient) => [.. Newest(patient, static _ => true, int.MaxValue).Reverse()];

    /// <summary>Those of a patient's recent beats whose rows are wanted, newest first; the others are not even read.</summary>
    public IReadOnlyList<RecentBeat> Newest(long patient, WantedRow isWanted, int most)
    {
        if (Find(patient) is not { Count: > 0 } recent) return [];
        var rows = recent.CopyRows();
        var (wanted, inOrder) = (new List<(long Beat, int At)>(), true);
        for (var at = 0; at < rows.Length; at += RecentRow.Length)
        {
            if (!isWanted(rows.AsSpan(at, RecentRow.Length))) continue;
            var beat = RecentRow.BeatOf(rows.AsSpan(at));
            inOrder &= wanted.Count == 0 || beat > wanted[^1].Beat;
            wanted.Add((beat, at));
        }

        if (!inOrder) wanted.Sort((one, other) => one.Beat.CompareTo(other.Beat)); // seldom: a batch came late
        wanted.Reverse();
        return [.. wanted.Take(most).Select(row => Read(rows.AsSpan(row.At, RecentRow.Length)))];
    }

    /// <summary>
    /// Reads tables that cannot tell a beat that is in them from a recent one, sums for instance: again where beats went from the one
    /// into the other meanwhile.
    /// </summary>
    public T Together<T>(long patient, Func<IReadOnlyList<RecentBeat>, T> read)
    {
        for (var tries = 1; ; tries++)
        {
            var moves = Find(patient)?.Moves ?? 0;
            var result = read(Of(patient));
            if ((moves % 2 == 0 && moves == (Find(patient)?.Moves ?? 0)) || tries == MostTries) return result;
            Thread.Sleep(1); // a commit takes some milliseconds; readers have threads of their own
        }
    }

    public RecentBeat Read(ReadOnlySpan<byte> row) => RecentRow.Read(row, _modelSets);
}
